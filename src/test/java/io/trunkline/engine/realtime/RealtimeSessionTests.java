package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.trunkline.SideBySide;
import io.trunkline.agent.Agent;
import io.trunkline.agent.SampleAgents;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.language.Message;
import io.trunkline.sandbox.openai.realtime.RealtimeFault;
import io.trunkline.sandbox.openai.realtime.RealtimeOptions;
import io.trunkline.speech.Hearing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine over real sockets, against a server that refuses what OpenAI would refuse.
 */
class RealtimeSessionTests {

	private RealtimeLine line = new RealtimeLine(RealtimeLine.instant());

	@AfterEach
	void hangUp() {
		this.line.close();
		assertThat(this.line.server.refused()).isEmpty();
	}

	@SideBySide
	@Test
	void turnsAreFoundThereAndTakenHere() {
		this.line.open();
		assertThat(this.line.ask("What does it cost?")).isEqualTo("What does it cost?");
		assertThat(this.line.heard).startsWith(new Hearing.Connected(), new Hearing.TurnStarted(),
				new Hearing.TurnUpdated("What"), new Hearing.TurnUpdated("What does"));
		JsonNode session = this.line.server.received("session.update").getFirst().path("session");
		assertThat(session.path("type").asString()).isEqualTo("realtime");
		assertThat(session.at("/audio/input/format").toString()).isEqualTo("{\"type\":\"audio/pcmu\"}");
		assertThat(session.at("/audio/output/format").toString()).isEqualTo("{\"type\":\"audio/pcmu\"}");
		assertThat(session.at("/audio/input/turn_detection/create_response").asBoolean(true)).isFalse();
		assertThat(session.at("/audio/input/turn_detection/interrupt_response").asBoolean(true)).isFalse();
		assertThat(this.line.server.received("response.create")).isEmpty();
	}

	@SideBySide
	@Test
	void semanticTurnDetectionIsASetting() {
		renew(RealtimeLine.instant(), "vad", "semantic", "eagerness", "high");
		this.line.open();
		assertThat(this.line.ask("What does it cost?")).isEqualTo("What does it cost?");
		assertThat(this.line.server.received("session.update").getFirst().at("/session/audio/input/turn_detection"))
			.hasToString("{\"type\":\"semantic_vad\",\"eagerness\":\"high\",\"create_response\":false,"
					+ "\"interrupt_response\":false}");
	}

	@SideBySide
	@Test
	void whatTheCallerSaidIsAnsweredAndNotToldTwice() {
		this.line.open();
		this.line.ask("Am I talking to a robot?");
		List<Utterance> answer = this.line.answer();
		assertThat(RealtimeLine.written(answer)).isEqualTo("I am the assistant of Trunkline, a computer voice.");
		assertThat(RealtimeLine.audible(answer)).isEqualTo("I am the assistant of Trunkline, a computer voice.");
		assertThat(this.line.items()).containsExactly("message user: Am I talking to a robot?",
				"message assistant: I am the assistant of Trunkline, a computer voice.");
		assertThat(answer.stream().filter(Utterance.Reached.class::isInstance)).hasSize(3);
	}

	@SideBySide
	@Test
	void greetingIsReadWordByWordAndFromMemoryTheNextTime() {
		EngineSession session = this.line.open();
		List<Utterance> greeting = all(session.say("Hello, this is Trunkline."));
		assertThat(RealtimeLine.written(greeting)).isEqualTo("Hello, this is Trunkline.");
		assertThat(RealtimeLine.audible(greeting)).isEqualTo("Hello, this is Trunkline.");
		List<Utterance> again = all(session.say("Hello, this is Trunkline."));
		assertThat(RealtimeLine.audible(again)).isEqualTo("Hello, this is Trunkline.");
		assertThat(this.line.server.received("response.create")).hasSize(1);
		assertThat(this.line.items()).isEmpty();
	}

	@SideBySide
	@Test
	void sentenceOfOneCallIsNotKept() {
		EngineSession session = this.line.open();
		all(session.say("Good morning, Ms. Miller."));
		all(session.say("Good morning, Ms. Miller."));
		assertThat(this.line.server.received("response.create")).hasSize(2);
	}

	@SideBySide
	@Test
	void whatWasSaidBesideTheModelIsToldInItsPlace() {
		this.line.open();
		this.line.history.add(new Message.Agent("Hello, this is Trunkline.", List.of()));
		this.line.ask("Hello.");
		this.line.history.add(new Message.Note("The line was bad."));
		this.line.answer();
		assertThat(this.line.items()).startsWith("message assistant: Hello, this is Trunkline.", "message user: Hello.",
				"message system: The line was bad.");
	}

	@SideBySide
	@Test
	void toolsOfTheAgentAreCalledAndAnswered() {
		this.line.open();
		this.line.ask("That is all, goodbye.");
		List<Utterance> answer = this.line.answer();
		Utterance.ToolAsked asked = answer.stream()
			.filter(Utterance.ToolAsked.class::isInstance)
			.map(Utterance.ToolAsked.class::cast)
			.findFirst()
			.orElseThrow();
		assertThat(asked.call().name()).isEqualTo("hang_up");
		assertThat(asked.call().arguments()).isEqualTo("{}");
		this.line.history.add(new Message.ToolResult(asked.call().id(), "Not now."));
		this.line.answer();
		assertThat(this.line.items()).contains("function_call_output : Not now.");
		assertThat(this.line.server.received("conversation.item.create")).hasSize(1);
	}

	@SideBySide
	@Test
	void interruptedReplyIsCancelledAndCutWhereItWasHeard() {
		renew(slow());
		EngineSession session = this.line.open();
		this.line.ask("What are your opening hours?");
		interrupt(session, Duration.ofMillis(300), Duration.ofMillis(240));
		RealtimeLine.await(() -> !this.line.server.received("conversation.item.truncate").isEmpty());
		JsonNode truncate = this.line.server.received("conversation.item.truncate").getFirst();
		assertThat(truncate.path("audio_end_ms").asInt()).isEqualTo(240);
		assertThat(truncate.path("content_index").asInt()).isZero();
		assertThat(this.line.server.received("response.cancel")).hasSize(1);
	}

	@SideBySide
	@Test
	void cutIsNeverBeyondWhatHasCome() {
		renew(slow());
		EngineSession session = this.line.open();
		this.line.ask("What are your opening hours?");
		long came = interrupt(session, Duration.ofMillis(300), Duration.ofSeconds(10));
		RealtimeLine.await(() -> !this.line.server.received("conversation.item.truncate").isEmpty());
		assertThat(this.line.server.received("conversation.item.truncate").getFirst().path("audio_end_ms").asLong())
			.isEqualTo(came);
	}

	@SideBySide
	@Test
	void replyOfWhichNothingWasHeardIsNotCutButDeletedBeforeTheNext() {
		renew(slow());
		EngineSession session = this.line.open();
		this.line.ask("What are your opening hours?");
		interrupt(session, Duration.ofMillis(200), Duration.ZERO);
		this.line.ask("Are you a robot?");
		this.line.answer();
		assertThat(this.line.server.received("conversation.item.truncate")).isEmpty();
		assertThat(this.line.server.received("conversation.item.delete")).hasSize(1);
		assertThat(this.line.items()).containsExactly("message user: What are your opening hours?",
				"message user: Are you a robot?",
				"message assistant: I am the assistant of Trunkline, a computer voice.");
	}

	@SideBySide
	@Test
	void cutReachesBackIntoTheRoundBefore() {
		EngineSession session = this.line.open();
		this.line.ask("That is all, goodbye.");
		List<Utterance> first = this.line.answer();
		long length = soundMillis(first);
		String call = ((Message.Agent) this.line.history.getLast()).calls().getFirst().id();
		this.line.history.add(new Message.ToolResult(call, "Not now."));
		this.line.answer();
		session.cut(Duration.ofMillis(-100));
		RealtimeLine.await(() -> !this.line.server.received("conversation.item.truncate").isEmpty());
		assertThat(this.line.server.received("conversation.item.truncate").getFirst().path("audio_end_ms").asLong())
			.isEqualTo(length - 100);
	}

	@SideBySide
	@Test
	void nextReplyWaitsForTheEndOfTheCancelledOne() {
		renew(slow());
		EngineSession session = this.line.open();
		this.line.ask("What are your opening hours?");
		interrupt(session, Duration.ofMillis(100), Duration.ofMillis(60));
		assertThat(RealtimeLine.written(this.line.answer())).startsWith("We are open");
	}

	@SideBySide
	@Test
	void anotherAgentWithTheSameVoiceGoesOnInTheSameSession() {
		EngineSession session = this.line.open();
		this.line.ask("Hello.");
		session.become(RealtimeLine.colleague());
		this.line.answer();
		List<JsonNode> updates = this.line.server.received("session.update");
		assertThat(updates).hasSize(2);
		assertThat(updates.getLast().at("/session/instructions").asString()).isEqualTo("Sell.");
		assertThat(updates.getLast().at("/session/tools")).hasSize(1);
		assertThat(updates.getLast().path("session").has("audio")).isFalse();
	}

	@SideBySide
	@Test
	void anotherVoiceTakesAnotherSessionThatKnowsTheConversation() {
		EngineSession session = this.line.open();
		this.line.ask("Hello.");
		this.line.answer();
		session.become(SampleAgents.agent("colleague", Map.of("instructions", "Sell.", "greeting", "", "voice", "cedar",
				"engine", "realtime", "numbers", "+12025550177")));
		this.line.history.add(new Message.Note("Somebody else speaks."));
		this.line.answer();
		assertThat(this.line.server.received("session.update").getLast().at("/session/audio/output/voice").asString())
			.isEqualTo("cedar");
		RealtimeLine.await(() -> this.line.server.openSockets() == 1);
		assertThat(this.line.items()).startsWith("message user: Hello.");
		assertThat(this.line.ask("Are you a robot?")).isEqualTo("Are you a robot?");
	}

	@SideBySide
	@Test
	void oldSessionIsReplacedBetweenTurnsByOneThatKnowsTheConversation() {
		renew(RealtimeLine.instant(), "renew-after", "500ms");
		this.line.open();
		this.line.ask("Am I talking to a robot?");
		this.line.answer();
		RealtimeLine.await(() -> this.line.meters.counter("trunkline.realtime.renewed").count() > 0);
		this.line.ask("Say that again, please.");
		assertThat(RealtimeLine.written(this.line.answer())).startsWith("I said: I am the assistant");
		assertThat(this.line.hears(Hearing.TurnEnded.class::isInstance)).isTrue();
		assertThat(this.line.hearingFailed()).isNull();
	}

	@SideBySide
	@Test
	void sessionThatExpiresIsReplacedAndTheConversationGoesOn() {
		this.line.open();
		this.line.ask("Am I talking to a robot?");
		this.line.answer();
		this.line.server.expireAll();
		RealtimeLine.await(() -> this.line.server.received("session.update").size() == 2);
		this.line.ask("Say that again, please.");
		assertThat(RealtimeLine.written(this.line.answer())).startsWith("I said: I am the assistant");
		assertThat(this.line.hearingFailed()).isNull();
	}

	@SideBySide
	@Test
	void replyThatHasNotBegunIsAskedAnewOnTheNextConnection() {
		this.line.open();
		this.line.ask("Am I talking to a robot?");
		this.line.server.faults().arm(new RealtimeFault.Close(0, 1001));
		assertThat(RealtimeLine.written(this.line.answer())).startsWith("I am the assistant");
		assertThat(this.line.items()).containsExactly("message user: Am I talking to a robot?",
				"message assistant: I am the assistant of Trunkline, a computer voice.");
	}

	@SideBySide
	@Test
	void replyThatBreaksOffFails() {
		EngineSession session = this.line.open();
		this.line.ask("What are your opening hours?");
		this.line.server.faults().arm(new RealtimeFault.Close(3, 1011));
		StepVerifier.create(session.reply(this.line.history, Pace.UNBOUNDED).ofType(Utterance.Sound.class))
			.expectNextCount(3)
			.expectErrorSatisfies(
					(cause) -> assertThat(((EngineException) cause).part()).isEqualTo(EngineException.Part.SPEAKING))
			.verify(RealtimeLine.PATIENCE);
		assertThat(RealtimeLine.written(this.line.answer())).startsWith("We are open");
	}

	@SideBySide
	@Test
	void rateLimitFailsTheReplyAndNotTheSession() {
		EngineSession session = this.line.open();
		this.line.ask("Am I talking to a robot?");
		this.line.server.faults().arm(new RealtimeFault.Fail("rate_limit_exceeded"));
		StepVerifier.create(session.reply(this.line.history, Pace.UNBOUNDED))
			.expectNextCount(1)
			.expectErrorSatisfies(
					(cause) -> assertThat(((EngineException) cause).part()).isEqualTo(EngineException.Part.THINKING))
			.verify(RealtimeLine.PATIENCE);
		assertThat(RealtimeLine.written(this.line.answer())).startsWith("I am the assistant");
		assertThat(this.line.meters.get("trunkline.realtime.limit.remaining").gauge().value()).isEqualTo(999);
	}

	@SideBySide
	@Test
	void complaintsInBetweenChangeNothing() {
		this.line.open();
		this.line.ask("Am I talking to a robot?");
		this.line.server.faults().arm(new RealtimeFault.Complain("something_odd"));
		assertThat(RealtimeLine.written(this.line.answer())).startsWith("I am the assistant");
		assertThat(this.line.meters.counter("trunkline.realtime.errors").count()).isEqualTo(1);
	}

	@SideBySide
	@Test
	void wordsThatTakeTooLongAreNotWaitedFor() {
		renew(RealtimeLine.instant().withInterim(false), "deadlines.transcription", "100ms");
		this.line.open();
		this.line.server.faults().arm(new RealtimeFault.Late(Duration.ofMillis(600)));
		assertThat(this.line.ask("Am I talking to a robot?")).isEqualTo(CallerTurns.UNWRITTEN);
		assertThat(RealtimeLine.written(this.line.answer())).startsWith("I am the assistant");
		assertThat(this.line.ask("Say that again, please.")).isEqualTo("Say that again, please.");
		this.line.answer();
		assertThat(this.line.items()).startsWith("message user: Am I talking to a robot?");
	}

	@SideBySide
	@Test
	void soundWithoutATranscriptIsAnsweredAllTheSame() {
		renew(RealtimeLine.instant().withInterim(false), "deadlines.transcription", "100ms");
		this.line.open();
		this.line.server.faults().arm(new RealtimeFault.Wordless());
		assertThat(this.line.ask("Am I talking to a robot?")).isEqualTo(CallerTurns.UNWRITTEN);
		this.line.server.faults().arm(new RealtimeFault.Mute());
		assertThat(this.line.ask("Am I talking to a robot?")).isEqualTo(CallerTurns.UNWRITTEN);
		assertThat(RealtimeLine.written(this.line.answer())).startsWith("I am the assistant");
	}

	@SideBySide
	@Test
	void coughIsATurnWithoutWords() {
		this.line.open();
		this.line.speak(RealtimeLine.VOICE.cough(300));
		this.line.silence(900);
		RealtimeLine.await(() -> this.line.ended().equals(List.of("")));
	}

	@SideBySide
	@Test
	void conversationIsSummedUpBesideItself() {
		EngineSession session = this.line.open();
		String summary = session.summarise(List.of(new Message.Caller("I need a table."))).block(RealtimeLine.PATIENCE);
		assertThat(summary).isEqualTo("Both have talked about: Caller: I need a table.");
		assertThat(this.line.items()).isEmpty();
	}

	@SideBySide
	@Test
	void wideLineGetsWideSound() {
		AudioFormat wide = new AudioFormat(AudioFormat.Encoding.PCM16, 24_000);
		this.line.open(wide);
		this.line.ask("Am I talking to a robot?");
		assertThat(this.line.answer().stream().filter(Utterance.Sound.class::isInstance))
			.allMatch((sound) -> ((Utterance.Sound) sound).chunk().format().equals(wide));
	}

	@SideBySide
	@Test
	void serverThatAnswersASilenceUnaskedIsStopped() {
		renew(RealtimeLine.instant(), "idle", "5s");
		this.line.open();
		this.line.ask("Am I talking to a robot?");
		this.line.answer();
		RealtimeLine.await(() -> this.line.server.received("response.cancel").size() == 1);
		this.line.ask("Say that again, please.");
		assertThat(RealtimeLine.written(this.line.answer())).startsWith("I said: I am the assistant");
		assertThat(this.line.items()).hasSize(4);
	}

	@SideBySide
	@Test
	void callGoesOnWithAnotherEngineWhenNoSocketCanBeOpened() {
		this.line.server.faults().arm(new RealtimeFault.RefuseUpgrade(401));
		Reserve reserve = new Reserve();
		EngineSession session = this.line.open(AudioFormat.TELEPHONE, reserve);
		assertThat(RealtimeLine.written(all(session.say("Hello.")))).isEqualTo("Reserve: Hello.");
		this.line.history.add(new Message.Caller("Hello?"));
		assertThat(RealtimeLine.written(this.line.answer())).isEqualTo("Reserve answers 1");
		this.line.silence(100);
		RealtimeLine.await(() -> this.line.hears(new Hearing.TurnUpdated("5")::equals));
		assertThat(reserve.agents).singleElement().satisfies((agent) -> {
			assertThat(agent.engine()).isEqualTo(Agent.Engine.CASCADE);
			assertThat(agent.voice()).isEmpty();
		});
		assertThat(this.line.meters.counter("trunkline.realtime.fallback").count()).isEqualTo(1);
		StepVerifier.create(session.fallenBack()).expectNext(Agent.Engine.CASCADE).verifyComplete();
	}

	@SideBySide
	@Test
	void withoutAnotherEngineTheCallFails() {
		this.line.server.faults().arm(new RealtimeFault.RefuseUpgrade(503));
		EngineSession session = this.line.open();
		StepVerifier.create(session.say("Hello.")).expectError(EngineException.class).verify(RealtimeLine.PATIENCE);
		RealtimeLine.await(() -> this.line.hearingFailed() instanceof EngineException);
	}

	@SideBySide
	@Test
	void anotherEngineWithoutItsKeysIsNone() {
		this.line.server.faults().arm(new RealtimeFault.RefuseUpgrade(503));
		Reserve reserve = new Reserve("trunkline.acme.api-key (ACME_API_KEY)");
		EngineSession session = this.line.open(AudioFormat.TELEPHONE, reserve);
		StepVerifier.create(session.say("Hello.")).expectError(EngineException.class).verify(RealtimeLine.PATIENCE);
		assertThat(reserve.agents).isEmpty();
	}

	@Test
	void accountWithoutCreditIsNotTriedAgain() {
		Reserve reserve = new Reserve();
		EngineSession session = this.line.open(AudioFormat.TELEPHONE, reserve);
		this.line.ask("Hello.");
		this.line.server.faults().arm(new RealtimeFault.Complain("insufficient_quota"));
		assertThat(RealtimeLine.written(all(session.reply(this.line.history, Pace.UNBOUNDED))))
			.isEqualTo("Reserve answers 1");
	}

	private void renew(RealtimeOptions options, String... settings) {
		this.line.close();
		this.line = new RealtimeLine(options, settings);
	}

	/** Sound in steps of 20 ms at twice the pace of speech. */
	private static RealtimeOptions slow() {
		return new RealtimeOptions("", Duration.ZERO, Duration.ofMillis(20), 2, true, Duration.ZERO,
				Duration.ofMinutes(60));
	}

	/** Lets some of a reply come, then cancels and cuts it; returns how much had come. */
	private long interrupt(EngineSession session, Duration after, Duration heard) {
		List<Utterance> came = new CopyOnWriteArrayList<>();
		Disposable reply = session.reply(this.line.history, Pace.UNBOUNDED).subscribe(came::add);
		RealtimeLine.await(() -> soundMillis(came) >= after.toMillis());
		reply.dispose();
		session.cut(heard);
		return soundMillis(came);
	}

	private static long soundMillis(List<Utterance> utterances) {
		return new ArrayList<>(utterances).stream()
			.mapToLong((one) -> (one instanceof Utterance.Sound(AudioChunk chunk)) ? chunk.duration().toMillis() : 0)
			.sum();
	}

	private static List<Utterance> all(Flux<Utterance> utterances) {
		List<Utterance> all = utterances.collectList().block(RealtimeLine.PATIENCE);
		return (all != null) ? all : List.of();
	}

	/** Another engine, which does without providers. */
	private static final class Reserve implements VoiceEngine {

		private final List<String> missing;

		private final List<Agent> agents = new CopyOnWriteArrayList<>();

		Reserve(String... missing) {
			this.missing = List.of(missing);
		}

		@Override
		public List<String> missing(Agent agent) {
			return this.missing;
		}

		@Override
		public Agent.Engine kind() {
			return Agent.Engine.CASCADE;
		}

		@Override
		public EngineSession open(Agent agent, AudioFormat format) {
			this.agents.add(agent);
			return new ReserveSession();
		}

	}

	private static final class ReserveSession implements EngineSession {

		@Override
		public Flux<Hearing> listen(Flux<AudioChunk> caller) {
			return caller.index().map((frame) -> new Hearing.TurnUpdated(String.valueOf(frame.getT1() + 1)));
		}

		@Override
		public Flux<Utterance> reply(List<Message> history, Pace pace) {
			return Flux.just(Utterance.Written.verbatim("Reserve answers " + history.size()));
		}

		@Override
		public Flux<Utterance> say(String sentence) {
			return Flux.just(Utterance.Written.verbatim("Reserve: " + sentence));
		}

		@Override
		public Mono<String> summarise(List<Message> beginning) {
			return Mono.empty();
		}

		@Override
		public void become(Agent agent) {
		}

		@Override
		public Mono<Void> close() {
			return Mono.empty();
		}

	}

}
