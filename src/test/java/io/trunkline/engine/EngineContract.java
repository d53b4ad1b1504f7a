package io.trunkline.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.trunkline.Stack;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.audio.AudioFormat;
import io.trunkline.language.Message;
import io.trunkline.sandbox.cartesia.CartesiaEndpoint;
import io.trunkline.sandbox.voice.Heard;
import io.trunkline.sandbox.voice.WordReader;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpokenWord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What any engine does in a call, with the sandbox's providers over real sockets. Who
 * joins says which engine it is. What it says is read out of its sound.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContract {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** So soon must a provider have been told to be silent, on a slow machine. */
	private static final Duration BEAT = Duration.ofSeconds(1);

	private static final List<Message> QUESTION = List.of(new Message.Agent("Hello.", List.of()),
			new Message.Caller("What are your opening hours, and where can I find you in town?"));

	private Stack stack;

	/** Whose contract it is. */
	protected abstract Agent.Engine kind();

	/** Settings of the service beside those of the sandbox. */
	protected String[] settings() {
		return new String[0];
	}

	/** What of this engine is open at the providers: connections, replies, requests. */
	protected int open(Stack service) {
		int sockets = Stream.of(CartesiaEndpoint.values()).mapToInt(service.sandbox().cartesia()::openSockets).sum();
		return sockets + speaking(service);
	}

	/** What of it is being said or thought. */
	protected int speaking(Stack service) {
		return service.sandbox().cartesia().openContexts() + service.sandbox().model().openStreams();
	}

	@BeforeAll
	void start() {
		this.stack = Stack.start(Stream.concat(
				Stream.of("trunkline.speaking.prepare-phrases=false", "trunkline.agents.sales.numbers=+12025550101",
						"trunkline.agents.sales.instructions=Sell.", "trunkline.agents.sales.voice=another-voice"),
				Stream.of(settings()))
			.toArray(String[]::new));
	}

	@AfterAll
	void stop() {
		this.stack.close();
	}

	@AfterEach
	void nothingIsLeftOpen() {
		Awaitility.await().atMost(PATIENCE).until(() -> open(this.stack), (open) -> open == 0);
	}

	@Test
	void listeningGivesTurnsWithTheirWords() {
		try (SessionOnALine line = open()) {
			line.say("Can you hear me?");
			Awaitility.await().atMost(PATIENCE).until(() -> line.turns().size() == 1);
			line.say("Then tell me something.");
			Awaitility.await().atMost(PATIENCE).until(() -> line.turns().size() == 2);
			assertThat(line.turns()).containsExactly("Can you hear me?", "Then tell me something.");
			assertThat(line.heard()).first().isEqualTo(new Hearing.Connected());
			assertThat(line.heard())
				.filteredOn((heard) -> heard instanceof Hearing.TurnStarted || heard instanceof Hearing.TurnEnded)
				.hasExactlyElementsOfTypes(Hearing.TurnStarted.class, Hearing.TurnEnded.class,
						Hearing.TurnStarted.class, Hearing.TurnEnded.class);
		}
	}

	@Test
	void aReplyIsTextAndTheSoundOfItAndComplete() {
		try (SessionOnALine line = open()) {
			List<Utterance> reply = all(line.session().reply(QUESTION, Pace.UNBOUNDED));
			assertThat(written(reply)).isNotBlank();
			assertThat(audible(reply)).isEqualTo(spoken(reply));
			assertThat(sounds(reply)).allMatch((sound) -> sound.chunk().format().equals(AudioFormat.TELEPHONE));
		}
	}

	@Test
	void wordsHaveTheirPlacesWithinTheSoundAndInOrder() {
		try (SessionOnALine line = open()) {
			List<Utterance> reply = all(line.session().reply(QUESTION, Pace.UNBOUNDED));
			Duration length = sounds(reply).stream()
				.map((sound) -> sound.chunk().duration())
				.reduce(Duration.ZERO, Duration::plus);
			List<SpokenWord> words = reply.stream()
				.filter(Utterance.Words.class::isInstance)
				.flatMap((part) -> ((Utterance.Words) part).words().stream())
				.toList();
			assertThat(words).isSortedAccordingTo((one, other) -> one.start().compareTo(other.start()));
			assertThat(words).allMatch((word) -> word.start().compareTo(word.end()) <= 0)
				.allMatch((word) -> word.end().compareTo(length) <= 0);
		}
	}

	@Test
	void cancellingAReplySilencesProvidersWithinABeatAndTheNextReplyIsWhole() {
		try (SessionOnALine line = open()) {
			List<Utterance> cut = new CopyOnWriteArrayList<>();
			Disposable reply = line.session().reply(QUESTION, Pace.UNBOUNDED).subscribe(cut::add);
			Awaitility.await().atMost(PATIENCE).until(() -> !sounds(cut).isEmpty());
			reply.dispose();
			Awaitility.await().atMost(BEAT).until(() -> speaking(this.stack), (speaking) -> speaking == 0);
			List<Utterance> next = all(line.session().reply(QUESTION, Pace.UNBOUNDED));
			assertThat(audible(next)).isNotBlank().isEqualTo(spoken(next));
		}
	}

	@Test
	void aReplyThatIsCancelledAtOnceLeavesNothing() {
		try (SessionOnALine line = open()) {
			line.session().reply(QUESTION, Pace.UNBOUNDED).subscribe().dispose();
			Awaitility.await().atMost(BEAT).until(() -> speaking(this.stack), (speaking) -> speaking == 0);
		}
	}

	@Test
	void aSentenceIsSaidAsItIsWritten() {
		try (SessionOnALine line = open()) {
			List<Utterance> said = all(line.session().say("Please hold the line for a moment."));
			assertThat(written(said)).isEqualTo("Please hold the line for a moment.");
			assertThat(audible(said)).isEqualTo("Please hold the line for a moment.");
		}
	}

	@Test
	void anEmptySentenceMakesNoSound() {
		try (SessionOnALine line = open()) {
			assertThat(sounds(all(line.session().say("")))).isEmpty();
		}
	}

	@Test
	void afterBecomingAnotherAgentItGoesOn() {
		try (SessionOnALine line = open()) {
			assertThat(audible(all(line.session().say("I will put you through."))))
				.isEqualTo("I will put you through.");
			line.session().become(agent("sales"));
			assertThat(audible(all(line.session().say("Sales, hello.")))).isEqualTo("Sales, hello.");
			List<Utterance> reply = all(line.session().reply(QUESTION, Pace.UNBOUNDED));
			assertThat(audible(reply)).isNotBlank().isEqualTo(spoken(reply));
			line.say("Can you hear me?");
			Awaitility.await().atMost(PATIENCE).until(() -> line.turns().size() == 1);
		}
	}

	@Test
	void aSummaryIsTextOrNothing() {
		try (SessionOnALine line = open()) {
			assertThat(line.session().summarise(QUESTION).defaultIfEmpty("none").block(PATIENCE)).isNotBlank();
		}
	}

	@Test
	void aSessionThatNeverSpokeClosesAsWell() {
		EngineSession unused = engine().open(agent("reception"), AudioFormat.TELEPHONE);
		unused.close().block(PATIENCE);
	}

	@Test
	void otherFormatsOfSoundAreSpokenToo() {
		AudioFormat wide = new AudioFormat(AudioFormat.Encoding.PCM16, 16_000);
		try (SessionOnALine line = new SessionOnALine(engine().open(agent("reception"), wide))) {
			assertThat(sounds(all(line.session().say("Hello.")))).isNotEmpty()
				.allMatch((sound) -> sound.chunk().format().equals(wide));
		}
	}

	private SessionOnALine open() {
		return new SessionOnALine(engine().open(agent("reception"), AudioFormat.TELEPHONE));
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

	private static List<Utterance> all(Flux<Utterance> utterances) {
		return utterances.collectList().blockOptional(PATIENCE).orElseThrow();
	}

	private static List<Utterance.Sound> sounds(List<Utterance> utterances) {
		return utterances.stream().filter(Utterance.Sound.class::isInstance).map(Utterance.Sound.class::cast).toList();
	}

	private static String written(List<Utterance> utterances) {
		return utterances.stream()
			.filter(Utterance.Written.class::isInstance)
			.map((part) -> ((Utterance.Written) part).text())
			.collect(Collectors.joining());
	}

	private static String spoken(List<Utterance> utterances) {
		return utterances.stream()
			.filter(Utterance.Written.class::isInstance)
			.map((part) -> ((Utterance.Written) part).spoken())
			.collect(Collectors.joining())
			.strip();
	}

	/** The words in the sound. */
	private static String audible(List<Utterance> utterances) {
		WordReader reader = new WordReader();
		return sounds(utterances).stream()
			.flatMap((sound) -> reader.read(sound.chunk().bytes(), 0, sound.chunk().bytes().length).stream())
			.map(Heard::word)
			.collect(Collectors.joining(" "));
	}

}
