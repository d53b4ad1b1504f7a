package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.call.memory.Briefings;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.FakeSession;
import io.trunkline.engine.Utterance;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.Hearing;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierState;
import io.trunkline.telephony.FakeMediaStream;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.Party;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.TelephonyException.Kind;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.telephony.VirtualCallLoop;
import io.trunkline.turn.Opening;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class LiveCallTests {

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"),
			"+12025550123", "+12025550100", CallLeg.Direction.INBOUND);

	private static final ToolCall HANG_UP = new ToolCall("call_1", "hang_up", "{}");

	private static final ToolCall TRANSFER = new ToolCall("call_2", "transfer", "{\"destination\":\"human\"}");

	private final VirtualCallLoop loop = new VirtualCallLoop();

	private final FakeMediaStream stream = new FakeMediaStream(this.loop);

	private final FakeSession session = new FakeSession(this.loop);

	private final RecordingControl control = new RecordingControl();

	private Agents agents = new Agents(List.of(agent()));

	private final List<CallEvent> events = new ArrayList<>();

	private final List<Outcome> outcomes = new ArrayList<>();

	@AfterEach
	void nothingIsLeft() {
		if (this.outcomes.isEmpty()) {
			this.stream.end(MediaStream.Ending.STOPPED);
			this.loop.runDue();
		}
		this.loop.runDue();
		assertThat(this.outcomes).hasSize(1);
		assertThat(this.loop.waiting()).as("tasks left on the loop").isZero();
		assertThat(this.session.isClosed()).isTrue();
		assertThat(this.stream.isClosed()).isTrue();
		assertThat(this.stream.late()).as("sound after the end").isZero();
	}

	@Test
	void greetingIsPlayedAtOnceAndRememberedOnceHeard() {
		open("Hello, how can I help?");
		assertThat(this.stream.frames()).isNotEmpty();
		pass(1000);
		assertThat(this.events)
			.contains(new CallEvent.AgentSpoke(1, "Hello, how can I help?", "Hello, how can I help?", false));
	}

	@Test
	void questionGoesToTheModelWithAllThatWasHeard() {
		open("Hello.");
		pass(500);
		this.session.answer("We open at nine.");
		this.session.hear("When do you open?");
		assertThat(this.session.histories())
			.containsExactly(List.of(new Message.Agent("Hello.", List.of()), new Message.Caller("When do you open?")));
	}

	@Test
	void bargeInSilencesTheCarrierAndStopsTheModel() {
		open("Hello.");
		pass(500);
		this.session
			.answer(FakeSession.spoken("one two three four five six seven eight nine ten").concatWith(Flux.never()));
		this.session.hear("Count, please.");
		pass(450);
		this.session.hear(new Hearing.TurnStarted());
		assertThat(this.stream.clears()).hasSize(1);
		assertThat(this.session.cancelled()).isZero();
		this.session.hear(new Hearing.TurnUpdated("No, stop"));
		assertThat(this.session.cancelled()).isOne();
		assertThat(this.session.cuts()).singleElement()
			.satisfies((heard) -> assertThat(heard).isBetween(Duration.ofMillis(400), Duration.ofMillis(499)));
		int sent = this.stream.frames().size();
		pass(2000);
		assertThat(this.stream.frames()).hasSize(sent);
		assertThat(this.events).contains(new CallEvent.AgentSpoke(2, "one two three four five six seven eight nine ten",
				"one two three four", true));
	}

	@Test
	void historyAfterABargeInHoldsOnlyWhatWasHeard() {
		open("Hello.");
		pass(500);
		this.session.answer("one two three four five six seven eight nine ten");
		this.session.hear("Count, please.");
		pass(450);
		this.session.hear("Stop.");
		assertThat(this.session.histories().getLast()).contains(new Message.Agent("one two three four", List.of()))
			.endsWith(new Message.Caller("Stop."));
	}

	@Test
	void hangUpWaitsUntilTheGoodbyeHasBeenHeard() {
		open("Hello.");
		pass(500);
		this.session.answer("Goodbye, have a nice day.", HANG_UP);
		this.session.hear("That is all.");
		pass(450);
		assertThat(this.control.asked).isEmpty();
		pass(100);
		assertThat(this.control.asked).containsExactly("hang up");
		assertThat(this.outcomes).containsExactly(Outcome.AGENT_HANGUP);
	}

	@Test
	void speechOverTheGoodbyeCancelsTheHangUp() {
		open("Hello.");
		pass(500);
		this.session.answer("Goodbye, have a nice day.", HANG_UP);
		this.session.hear("That is all.");
		pass(300);
		this.session.hear("Wait!");
		pass(5000);
		assertThat(this.control.asked).isEmpty();
		assertThat(this.session.histories().getLast())
			.contains(new Message.ToolResult("call_1", "Not done: the caller spoke first."));
	}

	@Test
	void transferGoesToTheConfiguredNumberAndNothingIsHungUpAfterwards() {
		open("Hello.");
		pass(500);
		this.session.answer("I will put you through.", TRANSFER);
		this.session.hear("A person, please.");
		pass(3000);
		assertThat(this.control.asked).containsExactly("transfer to +12025550199 from stream 1");
		assertThat(this.outcomes).containsExactly(Outcome.TRANSFERRED);
	}

	@Test
	void transferToAnUnknownAliasIsRefusedAndTheModelIsAskedAgain() {
		open("Hello.");
		pass(500);
		this.session.answer("", new ToolCall("call_7", "transfer", "{\"destination\":\"+19005550000\"}"));
		this.session.answer("I can only connect you with a colleague.");
		this.session.hear("Call my friend.");
		pass(2000);
		assertThat(this.control.asked).isEmpty();
		assertThat(this.session.histories().getLast()).last().isInstanceOf(Message.ToolResult.class);
	}

	@Test
	void refusedTransferIsToldToTheCaller() {
		this.control.refuses = true;
		open("Hello.");
		pass(500);
		this.session.answer("I will put you through.", TRANSFER);
		this.session.hear("A person, please.");
		pass(2500);
		assertThat(this.outcomes).isEmpty();
		assertThat(this.events)
			.anySatisfy((event) -> assertThat(event).isInstanceOfSatisfying(CallEvent.AgentSpoke.class,
					(spoke) -> assertThat(spoke.heard()).startsWith("I am sorry, I could not")));
		this.session.answer("I can take a message.");
		this.session.hear("What now?");
		assertThat(this.session.histories().getLast())
			.contains(new Message.ToolResult("call_2", "The carrier has been asked to do it."));
	}

	@Test
	void anotherAgentGoesOnInTheSameTurn() {
		this.agents = new Agents(
				List.of(SampleAgents.reception("tools", "hand_over", "hand-over", "sales"), SampleAgents.agent("sales",
						Map.of("instructions", "Sell.", "greeting", "Hi.", "numbers", "+12025550177"))));
		open("Hello.");
		pass(500);
		this.session.answer("One moment.", new ToolCall("call_3", "hand_over", "{\"agent\":\"sales\"}"));
		this.session.answer("This is sales.");
		this.session.hear("I want to buy.");
		pass(2000);
		assertThat(this.session.became()).isEqualTo("sales");
		assertThat(this.session.histories().getLast()).last().isInstanceOf(Message.ToolResult.class);
		assertThat(this.events)
			.contains(new CallEvent.AgentSpoke(2, "One moment.This is sales.", "One moment.This is sales.", false));
	}

	@Test
	void failedReplyIsApologisedForAndTheConversationGoesOn() {
		open("Hello.");
		pass(500);
		this.session.answer(Flux
			.error(new EngineException(EngineException.Part.THINKING, new IllegalStateException("no model today"))));
		this.session.hear("Hello?");
		pass(2000);
		assertThat(this.events)
			.anySatisfy((event) -> assertThat(event).isInstanceOfSatisfying(CallEvent.AgentSpoke.class,
					(spoke) -> assertThat(spoke.heard()).startsWith("Sorry")));
		this.session.answer("Here I am.");
		this.session.hear("Are you there?");
		pass(1000);
		assertThat(this.events).contains(new CallEvent.AgentSpoke(4, "Here I am.", "Here I am.", false));
	}

	@Test
	void modelThatSaysNothingForTooLongIsApologisedFor() {
		open("Hello.");
		pass(500);
		this.session.answer(Flux.never());
		this.session.hear("Hello?");
		pass(9000);
		assertThat(this.events)
			.anySatisfy((event) -> assertThat(event).isInstanceOfSatisfying(CallEvent.AgentSpoke.class,
					(spoke) -> assertThat(spoke.heard()).startsWith("Sorry")));
	}

	@Test
	void engineThatIsLostAndReplacedIsAFaultOfACallThatGoesOn() {
		open("Hello.");
		this.session.fallBack(Agent.Engine.CASCADE);
		assertThat(this.events).contains(new CallEvent.Faulted("engine", "it was lost, the call goes on with cascade"));
		this.session.answer("Goodbye.");
		this.session.hear("Still there?");
		pass(1000);
		assertThat(this.events).contains(new CallEvent.CallerSaid("Still there?"));
	}

	@Test
	void deafAgentPassesTheCallerOn() {
		open("Hello.");
		pass(500);
		this.session.deafen();
		pass(5000);
		assertThat(this.control.asked).containsExactly("transfer to +12025550199 from stream 1");
		assertThat(this.outcomes).containsExactly(Outcome.ERROR_STT);
	}

	@Test
	void callerWhoHangsUpInMidAnswerLeavesWhatWasHeard() {
		open("Hello.");
		pass(500);
		this.session.answer("one two three four five six seven eight nine ten");
		this.session.hear("Count, please.");
		pass(450);
		this.stream.end(MediaStream.Ending.STOPPED);
		this.loop.runDue();
		assertThat(this.outcomes).containsExactly(Outcome.CALLER_HANGUP);
		assertThat(this.events).contains(new CallEvent.AgentSpoke(2, "one two three four five six seven eight nine ten",
				"one two three four", true));
	}

	@Test
	void acknowledgementOverTheAnswerLetsItGoOn() {
		open("Hello.");
		pass(500);
		this.session.answer("one two three four five six seven eight nine ten");
		this.session.hear("Count, please.");
		pass(450);
		this.session.hear("Mm-hm.");
		assertThat(this.stream.clears()).hasSize(1);
		pass(3000);
		assertThat(this.events).contains(new CallEvent.AgentSpoke(2, "one two three four five six seven eight nine ten",
				"one two three four five six seven eight nine ten", false));
		assertThat(this.session.histories()).hasSize(1);
	}

	@Test
	void noiseOverTheAnswerLetsItGoOnWithinASecond() {
		open("Hello.");
		pass(500);
		this.session.answer("one two three four five six seven eight nine ten");
		this.session.hear("Count, please.");
		pass(450);
		this.session.hear(new Hearing.TurnStarted());
		int sent = this.stream.frames().size();
		pass(999);
		assertThat(this.stream.frames()).hasSizeGreaterThan(sent);
	}

	@Test
	void coughBeforeTheAnswerDoesNotLoseIt() {
		open("Hello.");
		pass(500);
		this.session
			.answer(FakeSession.spoken("Here it is.").delaySubscription(this.loop.after(Duration.ofMillis(500))));
		this.session.hear("Where?");
		pass(100);
		this.session.hear(new Hearing.TurnStarted());
		pass(200);
		this.session.hear(new Hearing.TurnEnded(""));
		pass(1000);
		assertThat(this.events).contains(new CallEvent.AgentSpoke(2, "Here it is.", "Here it is.", false));
	}

	@Test
	void replyThatWasBegunEarlyIsHeardAtOnceWhenTheCallerHasFinished() {
		open("Hello.");
		pass(500);
		this.session.answer("We open at nine.");
		int sent = this.stream.frames().size();
		this.session.hear(new Hearing.TurnStarted());
		this.session.hear(new Hearing.TurnUpdated("when do you open"));
		this.session.hear(new Hearing.TurnEagerlyEnded("when do you open"));
		pass(400);
		assertThat(this.stream.frames()).hasSize(sent);
		assertThat(this.session.histories()).hasSize(1);
		this.session.hear(new Hearing.TurnEnded("Uh, when do you open?"));
		assertThat(this.stream.frames()).hasSizeGreaterThan(sent);
		assertThat(this.session.histories()).hasSize(1);
		pass(1000);
		assertThat(this.events).contains(new CallEvent.CallerSaid("Uh, when do you open?"),
				new CallEvent.AgentSpoke(2, "We open at nine.", "We open at nine.", false));
	}

	@Test
	void replyThatWasBegunEarlyIsForgottenWhenTheCallerGoesOn() {
		open("Hello.");
		pass(500);
		this.session.answer(FakeSession.spoken("We open at nine.").concatWith(Flux.never()));
		this.session.answer("On Sunday we are closed.");
		this.session.hear(new Hearing.TurnStarted());
		this.session.hear(new Hearing.TurnEagerlyEnded("when do you open"));
		this.session.hear(new Hearing.TurnResumed());
		assertThat(this.session.cancelled()).isOne();
		this.session.hear(new Hearing.TurnEnded("When do you open on Sunday?"));
		pass(1500);
		assertThat(this.session.histories()).hasSize(2);
		assertThat(this.session.histories().getLast()).containsExactly(new Message.Agent("Hello.", List.of()),
				new Message.Caller("When do you open on Sunday?"));
		assertThat(this.events)
			.contains(new CallEvent.AgentSpoke(2, "On Sunday we are closed.", "On Sunday we are closed.", false));
	}

	@Test
	void silenceWhileTheModelThinksIsBridged() {
		open("Hello.");
		pass(500);
		this.session.answer(Flux.never());
		int sent = this.stream.frames().size();
		this.session.hear("Hello?");
		pass(1900);
		assertThat(this.stream.frames()).hasSize(sent);
		pass(400);
		assertThat(this.stream.frames()).hasSizeGreaterThan(sent);
	}

	@Test
	void phraseThatComesTooLateDoesNotBreakIntoTheReply() {
		open("Hello.");
		pass(500);
		this.session.answer(FakeSession.spoken("one two three four five")
			.delaySubscription(this.loop.after(Duration.ofMillis(2100))));
		this.session
			.phrase(FakeSession.spoken("One moment.").delaySubscription(this.loop.after(Duration.ofMillis(500))));
		this.session.hear("Count, please.");
		int sent = this.stream.frames().size();
		pass(4000);
		assertThat(this.stream.frames().size() - sent).as("frames of five words").isLessThanOrEqualTo(7);
	}

	static List<Flux<Utterance>> phrasesWithoutSound() {
		return List.of(
				Flux.error(new EngineException(EngineException.Part.SPEAKING, new IllegalStateException("gone"))),
				Flux.never(), Flux.empty());
	}

	@ParameterizedTest
	@MethodSource("phrasesWithoutSound")
	void silenceIsBridgedThoughThePhraseHasNoSound(Flux<Utterance> phrase) {
		open("Hello.");
		pass(500);
		this.session.answer(Flux.never());
		this.session.phrase(phrase);
		int sent = this.stream.frames().size();
		this.session.hear("Hello?");
		pass(2900);
		assertThat(this.stream.frames()).hasSizeGreaterThan(sent);
	}

	@Test
	void carrierThatNeverAnswersDoesNotKeepTheCall() {
		this.control.silent = true;
		open("Hello.");
		pass(500);
		this.session.answer("Goodbye.", HANG_UP);
		this.session.hear("Bye.");
		pass(15_500);
		assertThat(this.outcomes).containsExactly(Outcome.AGENT_HANGUP);
	}

	@Test
	void silenceIsBridgedAndTheCallPassedOnWithoutAnyProvider() {
		open("Hello.");
		pass(500);
		this.session.phrase(Flux.error(new EngineException(EngineException.Part.SPEAKING,
				new IllegalStateException("the line to the voice broke"))));
		this.session.answer(Flux.never());
		int sent = this.stream.frames().size();
		this.session.hear("Hello?");
		pass(3000);
		assertThat(this.stream.frames()).hasSizeGreaterThan(sent);
		pass(20_000);
		assertThat(this.events)
			.anySatisfy((event) -> assertThat(event).isInstanceOfSatisfying(CallEvent.AgentSpoke.class,
					(spoke) -> assertThat(spoke.heard()).isEqualTo("I am sorry, something is out of order.")));
		assertThat(this.control.asked).containsExactly("transfer to +12025550199 from stream 1");
	}

	@Test
	void partsOfTheLatencyAddUpToTheWhole() {
		open("Hello.");
		pass(500);
		Flux<Utterance> slow = Flux.just(new Utterance.Reached(Utterance.Stage.ASKED, at(500)),
				new Utterance.Reached(Utterance.Stage.FIRST_TOKEN, at(700)), Utterance.Written.verbatim("Yes."),
				new Utterance.Reached(Utterance.Stage.FIRST_CLAUSE, at(730)),
				new Utterance.Reached(Utterance.Stage.FIRST_SOUND, at(820)));
		this.session.answer(
				slow.concatWith(FakeSession.spoken("Yes.").delaySubscription(this.loop.after(Duration.ofMillis(330)))));
		this.session.hear("Is it?");
		pass(1000);
		TurnLatency latency = this.events.stream()
			.filter(CallEvent.ReplyBegan.class::isInstance)
			.map((event) -> ((CallEvent.ReplyBegan) event).latency())
			.findFirst()
			.orElseThrow();
		assertThat(latency).isEqualTo(new TurnLatency(2, Duration.ZERO, Duration.ZERO, Duration.ofMillis(200),
				Duration.ofMillis(30), Duration.ofMillis(90), Duration.ofMillis(10), Duration.ZERO));
		assertThat(latency.total()).isEqualTo(Duration.ofMillis(330));
	}

	@Test
	void poisonedCallEndsByItself() {
		this.control.explodes = true;
		open("Hello.");
		pass(500);
		this.session.answer("Goodbye.", HANG_UP);
		this.session.hear("Bye.");
		pass(1000);
		assertThat(this.outcomes).hasSize(1);
	}

	private void open(String greeting) {
		Preparation prepared = new Preparation(
				new Briefings(this.agents, CallerLookup.NONE, () -> Instant.EPOCH).about(LEG, "reception", Map.of())
					.orElseThrow(),
				Toolbelts.of(this.agents.all().toArray(Agent[]::new))::of, this.session, FakeSession.spoken(greeting),
				new Dialogue(), 1, Opening.FRESH);
		CallMeters meters = new CallMeters(new SimpleMeterRegistry());
		LiveCall call = new LiveCall(LEG, prepared, this.stream,
				new PlaybackProperties(Duration.ofMillis(320), Duration.ofMillis(80), Duration.ZERO),
				new CallDeparture(List.of(this.control), Optional.of(new PhoneNumber("+12025550199")), meters), meters,
				(_, event) -> this.events.add(event));
		this.loop.execute(() -> call.serve().subscribe(this.outcomes::add));
		this.loop.runDue();
	}

	private void pass(int millis) {
		this.loop.pass(Duration.ofMillis(millis));
	}

	private long at(int millis) {
		return Duration.ofMillis(millis).toNanos();
	}

	private static Agent agent() {
		return SampleAgents.reception();
	}

	/** A carrier that does what it is asked, or says no. */
	private static final class RecordingControl implements CallControl {

		private final List<String> asked = new ArrayList<>();

		private boolean refuses;

		private boolean silent;

		private boolean explodes;

		@Override
		public String carrier() {
			return "bandwidth";
		}

		@Override
		public Mono<Void> hangUp(CallLeg leg) {
			if (this.explodes) {
				throw new IllegalStateException("a fault of ours");
			}
			return answer("hang up");
		}

		@Override
		public Mono<Void> transfer(CallLeg leg, int stream, TransferPlan plan) {
			Party.Phone phone = (Party.Phone) plan.to().getFirst();
			return answer("transfer to " + phone.number().e164() + " from stream " + stream);
		}

		@Override
		public Mono<Void> restream(CallLeg leg, int stream, Answer.Connect next) {
			return answer("restream from stream " + stream);
		}

		@Override
		public Mono<Void> record(CallLeg leg, boolean on) {
			return answer("record " + on);
		}

		private Mono<Void> answer(String request) {
			return Mono.defer(() -> {
				this.asked.add(request);
				if (this.silent) {
					return Mono.never();
				}
				return this.refuses ? Mono.error(CarrierState.OVER.failure(Kind.GONE)) : Mono.empty();
			});
		}

	}

}
