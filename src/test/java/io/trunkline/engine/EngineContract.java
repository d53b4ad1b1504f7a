package io.trunkline.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.trunkline.Stack;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.audio.AudioFormat;
import io.trunkline.language.Message;
import io.trunkline.language.ToolCall;
import io.trunkline.sandbox.cartesia.CartesiaEndpoint;
import io.trunkline.sandbox.voice.Heard;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpokenWord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What any engine does in a call, with the sandbox's providers over real sockets. Who
 * joins says which engine it is, and what it can of what not every engine can. What it
 * says is read out of its sound.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContract {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** So soon must a provider have been told to be silent, on a slow machine. */
	private static final Duration BEAT = Duration.ofSeconds(1);

	/** No provider pauses so long within a reply. */
	private static final Duration LULL = Duration.ofMillis(700);

	private static final Message GREETING = new Message.Agent("Hello.", List.of());

	private static final List<Message> QUESTION = List.of(GREETING, new Message.Caller("Am I talking to a robot?"));

	/** Is answered at length, and takes as long to repeat. */
	private static final List<Message> LONG_QUESTION = List.of(GREETING,
			new Message.Caller("I would like to come by tomorrow, or on one of the days after. "
					+ "Before that I must go to the station, and to the bakery, and to the garage. "
					+ "All of this may take me until the late afternoon, and then there is the way through town. "
					+ "So please tell me, what are your opening hours on a usual day?"));

	private Stack stack;

	/** Whose contract it is. */
	protected abstract Agent.Engine kind();

	/** What this engine can; it must do all of it, and nothing else of it. */
	protected abstract Set<Ability> abilities();

	/** Settings of the service beside those of the sandbox. */
	protected String[] settings() {
		return new String[0];
	}

	@BeforeAll
	void start() {
		String engine = kind().name().toLowerCase(Locale.ROOT);
		this.stack = Stack.start(Stream.concat(
				Stream.of("trunkline.speaking.prepare-phrases=false", "trunkline.agents.reception.engine=" + engine,
						"trunkline.agents.sales.engine=" + engine, "trunkline.agents.sales.numbers=+12025550101",
						"trunkline.agents.sales.instructions=Sell.", "trunkline.agents.sales.voice=cedar"),
				Stream.of(settings()))
			.toArray(String[]::new));
	}

	@AfterAll
	void stop() {
		this.stack.close();
	}

	@AfterEach
	void nothingIsLeftOpen() {
		await(() -> connections() + speaking() == 0);
		assertThat(this.stack.sandbox().realtime().refused()).isEmpty();
	}

	@Test
	void listeningGivesTurnsWithTheirWords() {
		try (SessionOnALine line = open()) {
			line.say("Can you hear me?");
			await(() -> line.turns().size() == 1);
			line.say("Then tell me something.");
			await(() -> line.turns().size() == 2);
			assertThat(line.turns()).containsExactly("Can you hear me?", "Then tell me something.");
			assertThat(line.heard()).first().isEqualTo(new Hearing.Connected());
			assertThat(line.heard())
				.filteredOn((heard) -> heard instanceof Hearing.TurnStarted || heard instanceof Hearing.TurnEnded)
				.hasExactlyElementsOfTypes(Hearing.TurnStarted.class, Hearing.TurnEnded.class,
						Hearing.TurnStarted.class, Hearing.TurnEnded.class);
		}
	}

	@Test
	void listeningLastsAsLongAsTheCallersSound() {
		try (SessionOnALine line = open()) {
			line.say("Can you hear me?");
			await(() -> line.turns().size() == 1);
			assertThat(line.deaf()).isFalse();
			line.hangUp();
			await(line::deaf);
			assertThat(line.failure()).isNull();
		}
	}

	@Test
	void aReplyIsTextAndTheSoundOfItAndComplete() {
		try (SessionOnALine line = open()) {
			Said reply = reply(line, QUESTION);
			assertThat(reply.written()).isNotBlank();
			assertThat(reply.audible()).isEqualTo(reply.spoken());
			assertThat(reply.sound()).allMatch((chunk) -> chunk.format().equals(AudioFormat.TELEPHONE));
		}
	}

	@Test
	void wordsWhereAnEnginePlacesThemLieWithinTheSoundAndInOrder() {
		try (SessionOnALine line = open()) {
			Said reply = reply(line, QUESTION);
			List<SpokenWord> words = reply.words();
			assertThat(words).isSortedAccordingTo((one, other) -> one.start().compareTo(other.start()));
			assertThat(words).allMatch((word) -> word.start().compareTo(word.end()) <= 0)
				.allMatch((word) -> word.end().compareTo(reply.length()) <= 0);
			assertThat(words.stream().map(SpokenWord::text).collect(Collectors.joining(" ")))
				.isEqualTo(can(Ability.PLACES_WORDS) ? reply.spoken() : "");
		}
	}

	@Test
	void cancellingAReplySilencesProvidersWithinABeatAndTheNextReplyIsWhole() {
		try (SessionOnALine line = open()) {
			Said cut = Said.by(line.session().reply(LONG_QUESTION, Pace.UNBOUNDED));
			await(() -> !cut.sound().isEmpty());
			cut.stop();
			silentWithinABeat();
			Said next = reply(line, QUESTION);
			assertThat(next.audible()).isNotBlank().isEqualTo(next.spoken());
		}
	}

	@Test
	void aReplyThatNobodyTakesOrThatIsCancelledAtOnceLeavesNothing() {
		try (SessionOnALine line = open()) {
			Flux<Utterance> unwanted = line.session().reply(QUESTION, Pace.UNBOUNDED);
			assertThat(speaking()).isZero();
			unwanted.subscribe().dispose();
			silentWithinABeat();
		}
	}

	@Test
	void whatWasHeardOfAnInterruptedReplyIsKnownToTheNext() {
		try (SessionOnALine line = open()) {
			Said cut = Said.by(line.session().reply(LONG_QUESTION, Pace.UNBOUNDED));
			await(() -> cut.heard().size() > 5);
			cut.stop();
			List<Heard> words = cut.heard().subList(0, 3);
			String heard = words.stream().map(Heard::word).collect(Collectors.joining(" "));
			line.session().cut(AudioFormat.TELEPHONE.durationOf(words.getLast().endSample()).plusMillis(20));
			List<Message> history = new ArrayList<>(LONG_QUESTION);
			history.add(new Message.Agent(heard, List.of()));
			history.add(new Message.Note("The caller interrupted the agent here."));
			history.add(new Message.Caller("Say that again, please."));
			assertThat(reply(line, history).audible()).isEqualTo(answer("I said: " + heard, "Say that again, please."));
		}
	}

	@Test
	void aReplyToWhatTheCallerHasOnlyProbablySaidLeavesNothingBehind() {
		try (SessionOnALine line = open()) {
			Said early = Said.by(line.session().reply(LONG_QUESTION, (_) -> Mono.never()));
			await(() -> !early.sound().isEmpty());
			early.stop();
			List<Message> history = new ArrayList<>(QUESTION);
			Said reply = reply(line, history);
			assertThat(reply.audible())
				.isEqualTo(answer("I am the assistant of Trunkline, a computer voice.", "Am I talking to a robot?"));
			history.add(new Message.Agent(reply.written().strip(), List.of()));
			history.add(new Message.Caller("Say that again, please."));
			assertThat(reply(line, history).audible())
				.isEqualTo(answer("I said: " + reply.written().strip(), "Say that again, please."));
		}
	}

	@Test
	void aReplyRunsNoFurtherThanThePaceAllowsAndIsWholeOnceItMay() {
		try (SessionOnALine line = open()) {
			Sinks.Empty<Void> released = Sinks.empty();
			Said reply = Said.by(line.session().reply(LONG_QUESTION, (_) -> released.asMono()));
			await(() -> !reply.sound().isEmpty());
			if (can(Ability.KEEPS_PACE)) {
				awaitLull(reply);
				assertThat(reply.over()).isFalse();
			}
			else {
				await(reply::over);
			}
			Duration held = reply.length();
			released.tryEmitEmpty();
			await(reply::over);
			assertThat(reply.failure()).isNull();
			assertThat(reply.length().compareTo(held) > 0).isEqualTo(can(Ability.KEEPS_PACE));
			assertThat(reply.audible()).isNotBlank().isEqualTo(reply.spoken());
		}
	}

	@Test
	void aToolIsCalledAndItsResultIsUsed() {
		List<Message> history = new ArrayList<>(
				List.of(GREETING, new Message.Caller("Can I talk to a real person, please?")));
		try (SessionOnALine line = open()) {
			Said reply = reply(line, history);
			assertThat(reply.audible()).isNotBlank().isEqualTo(reply.spoken());
			assertThat(reply.tools().stream().map(ToolCall::name))
				.isEqualTo(can(Ability.THINKS) ? List.of("transfer") : List.of());
			history.add(new Message.Agent(reply.written().strip(), reply.tools()));
			reply.tools()
				.forEach((call) -> history.add(new Message.ToolResult(call.id(), "It failed: nobody answers.")));
			assertThat(reply(line, history).audible()).startsWith(
					answer("I am sorry, nobody can be reached at the moment.", "Can I talk to a real person, please?"));
		}
	}

	@Test
	void aSentenceIsSaidAsItIsWritten() {
		try (SessionOnALine line = open()) {
			Said said = say(line, "Please hold the line for a moment.");
			assertThat(said.written()).isEqualTo("Please hold the line for a moment.");
			assertThat(said.audible()).isEqualTo("Please hold the line for a moment.");
		}
	}

	@Test
	void aSentenceIsSaidBesideAReplyAndSpoilsNothing() {
		try (SessionOnALine line = open()) {
			Said reply = Said.by(line.session().reply(QUESTION, Pace.UNBOUNDED));
			assertThat(say(line, "One moment, please.").audible()).isEqualTo("One moment, please.");
			await(reply::over);
			assertThat(reply.failure()).isNull();
			assertThat(reply.audible()).isNotBlank().isEqualTo(reply.spoken());
		}
	}

	@Test
	void anEmptySentenceMakesNoSound() {
		try (SessionOnALine line = open()) {
			assertThat(say(line, "").sound()).isEmpty();
		}
	}

	@Test
	void afterBecomingAnotherAgentItGoesOn() {
		try (SessionOnALine line = open()) {
			assertThat(say(line, "I will put you through.").audible()).isEqualTo("I will put you through.");
			line.session().become(agent("sales"));
			assertThat(say(line, "Sales, hello.").audible()).isEqualTo("Sales, hello.");
			Said reply = reply(line, QUESTION);
			assertThat(reply.audible()).isNotBlank().isEqualTo(reply.spoken());
			line.say("Can you hear me?");
			await(() -> line.turns().size() == 1);
		}
	}

	@Test
	void whoIsBriefedLateAnswersAsSoonAsThatIs() {
		Sinks.One<Agent> briefed = Sinks.one();
		EngineSession session = engine().open(agent("reception"), briefed.asMono(), AudioFormat.TELEPHONE);
		try (SessionOnALine line = new SessionOnALine(session)) {
			Said reply = Said.by(session.reply(QUESTION, Pace.UNBOUNDED));
			briefed.tryEmitValue(agent("reception")).orThrow();
			await(reply::over);
			assertThat(reply.audible()).isNotBlank().isEqualTo(reply.spoken());
			line.say("Can you hear me?");
			await(() -> line.turns().size() == 1);
		}
	}

	@Test
	void aSummaryIsTextWhereThereIsAModel() {
		try (SessionOnALine line = open()) {
			Boolean text = line.session().summarise(QUESTION).map((summary) -> !summary.isBlank()).block(PATIENCE);
			assertThat(text).isEqualTo(can(Ability.THINKS) ? Boolean.TRUE : null);
		}
	}

	@Test
	void whoIsCutOffInMidCallHearsAgainOrSaysThatItCannot() {
		try (SessionOnALine line = open()) {
			line.say("Can you hear me?");
			await(() -> line.turns().size() == 1);
			cutOff();
			line.say("Are you still there?");
			await(() -> line.turns().size() == 2 || line.deaf());
			if (line.deaf()) {
				assertThat(line.failure()).isInstanceOf(EngineException.class);
			}
		}
	}

	@Test
	void whoIsCutOffInAReplyCompletesItOrSaysThatItCannotAndTheNextIsWhole() {
		try (SessionOnALine line = open()) {
			Said reply = Said.by(line.session().reply(LONG_QUESTION, Pace.UNBOUNDED));
			await(() -> !reply.sound().isEmpty());
			cutOff();
			await(reply::over);
			if (reply.failure() != null) {
				assertThat(reply.failure()).isInstanceOf(EngineException.class);
			}
			Said next = reply(line, QUESTION);
			assertThat(next.audible()).isNotBlank().isEqualTo(next.spoken());
		}
	}

	@Test
	void aSessionThatNeverSpokeClosesAsWell() {
		EngineSession unused = engine().open(agent("reception"), AudioFormat.TELEPHONE);
		unused.close().block(PATIENCE);
	}

	@Test
	void closingEndsWhatListensAndWhatSpeaks() {
		try (SessionOnALine line = open()) {
			Said reply = Said.by(line.session().reply(LONG_QUESTION, (_) -> Mono.never()));
			await(() -> !reply.sound().isEmpty());
			line.session().close().block(PATIENCE);
			await(() -> line.deaf() && reply.over());
			assertThat(line.failure()).isNull();
			Said late = Said.by(line.session().say("Is anybody there?"));
			await(late::over);
			assertThat(late.failure()).isInstanceOf(EngineException.class);
		}
	}

	@Test
	void otherFormatsOfSoundAreSpokenToo() {
		AudioFormat wide = new AudioFormat(AudioFormat.Encoding.PCM16, 24_000);
		try (SessionOnALine line = new SessionOnALine(engine().open(agent("reception"), wide))) {
			assertThat(say(line, "Hello.").sound()).isNotEmpty().allMatch((chunk) -> chunk.format().equals(wide));
		}
	}

	private SessionOnALine open() {
		return new SessionOnALine(engine().open(agent("reception"), AudioFormat.TELEPHONE));
	}

	private static Said reply(SessionOnALine line, List<Message> history) {
		return Said.whole(line.session().reply(history, Pace.UNBOUNDED));
	}

	private static Said say(SessionOnALine line, String sentence) {
		return Said.whole(line.session().say(sentence));
	}

	/** What a model answers; whoever has none repeats the caller. */
	private String answer(String thought, String repeated) {
		return can(Ability.THINKS) ? thought : repeated;
	}

	private boolean can(Ability ability) {
		return abilities().contains(ability);
	}

	/** Connections to providers. */
	private int connections() {
		return this.stack.sandbox().realtime().openSockets()
				+ Stream.of(CartesiaEndpoint.values()).mapToInt(this.stack.sandbox().cartesia()::openSockets).sum();
	}

	/** What is being said or thought there. */
	private int speaking() {
		return this.stack.sandbox().realtime().openResponses() + this.stack.sandbox().cartesia().openContexts()
				+ this.stack.sandbox().model().openStreams();
	}

	private void silentWithinABeat() {
		Awaitility.await().atMost(BEAT).until(() -> speaking() == 0);
	}

	/** No more of it comes for a while. */
	private static void awaitLull(Said said) {
		AtomicReference<Duration> before = new AtomicReference<>(Duration.ZERO);
		Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(LULL)
			.until(() -> before.getAndSet(said.length()).equals(said.length()));
	}

	/** Every connection to a provider breaks off. */
	private void cutOff() {
		this.stack.sandbox().realtime().cutAll();
		this.stack.sandbox().cartesia().cutAll();
	}

	private VoiceEngine engine() {
		return this.stack.beans(VoiceEngine.class)
			.filter((engine) -> engine.kind() == kind())
			.findFirst()
			.orElseThrow();
	}

	private Agent agent(String name) {
		return this.stack.bean(Agents.class)
			.all()
			.stream()
			.filter((agent) -> agent.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(PATIENCE).until(condition);
	}

	/** What not every engine can. */
	protected enum Ability {

		/** Has a model, which knows the conversation, calls tools and sums up. */
		THINKS,
		/** Tells where in the sound each word is. */
		PLACES_WORDS,
		/** Makes hardly more sound than the pace allows. */
		KEEPS_PACE

	}

}
