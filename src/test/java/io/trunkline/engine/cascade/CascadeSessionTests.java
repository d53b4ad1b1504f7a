package io.trunkline.engine.cascade;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.trunkline.audio.AudioChunk;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Reached;
import io.trunkline.engine.Utterance.Stage;
import io.trunkline.language.LanguageException;
import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import io.trunkline.language.Reply;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class CascadeSessionTests {

	private final AtomicLong clock = new AtomicLong();

	private final Sinks.Many<Reply> model = Sinks.many().unicast().onBackpressureBuffer();

	private final EchoSpeaker speaker = new EchoSpeaker();

	private final List<Prompt> prompts = new ArrayList<>();

	private boolean modelCancelled;

	private final CascadeSession session = new CascadeSession((_) -> Flux.never(), (prompt) -> {
		this.prompts.add(prompt);
		return this.model.asFlux().doOnCancel(() -> this.modelCancelled = true);
	}, this.speaker, (history) -> Mono.just(new Prompt("", "Be kind.", history, List.of())), this.clock::get);

	@Test
	void firstClauseIsSpokenWhileTheModelStillWrites() {
		StepVerifier.create(this.session.reply(history(), Pace.UNBOUNDED).ofType(Utterance.Sound.class))
			.then(() -> write("Of course I can, "))
			.expectNext(sound("Of course I can, "))
			.then(() -> write("just a moment."))
			.then(this::finish)
			.expectNext(sound("just a moment."))
			.verifyComplete();
		assertThat(this.prompts).containsExactly(new Prompt("", "Be kind.", history(), List.of()));
	}

	@Test
	void stagesAreToldOnceAtTheTimeTheyAreReached() {
		StepVerifier.create(this.session.reply(history(), Pace.UNBOUNDED).ofType(Reached.class))
			.expectNext(new Reached(Stage.ASKED, 0))
			.then(() -> this.clock.set(200))
			.then(() -> write("Of course "))
			.expectNext(new Reached(Stage.FIRST_TOKEN, 200))
			.then(() -> this.clock.set(230))
			.then(() -> write("I can, yes. And more. "))
			.expectNextMatches((reached) -> reached.nanoTime() == 230)
			.expectNextMatches((reached) -> reached.nanoTime() == 230)
			.then(this::finish)
			.verifyComplete();
	}

	@Test
	void toolCallsComeOutWhole() {
		ToolCall call = new ToolCall("call_1", "hang_up", "{}");
		StepVerifier.create(this.session.reply(history(), Pace.UNBOUNDED).ofType(Utterance.ToolAsked.class))
			.then(() -> this.model.tryEmitNext(new Reply.ToolRequested(call)).orThrow())
			.expectNext(new Utterance.ToolAsked(call))
			.then(this::finish)
			.verifyComplete();
	}

	@Test
	void cancellingStopsModelAndVoiceAtOnce() {
		StepVerifier.create(this.session.reply(history(), Pace.UNBOUNDED).ofType(Utterance.Sound.class))
			.then(() -> write("Of course I can, "))
			.expectNextCount(1)
			.thenCancel()
			.verify(Duration.ofSeconds(5));
		assertThat(this.modelCancelled).isTrue();
		assertThat(this.speaker.cancelled).isTrue();
	}

	@Test
	void failingModelIsToldApartFromAFailingVoice() {
		StepVerifier.create(this.session.reply(history(), Pace.UNBOUNDED))
			.expectNextCount(1)
			.then(() -> this.model.tryEmitError(new LanguageException(LanguageException.Kind.BUSY, "busy")).orThrow())
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(EngineException.class,
					(engine) -> assertThat(engine.part()).isEqualTo(EngineException.Part.THINKING)))
			.verify(Duration.ofSeconds(5));
		this.speaker.fails = true;
		StepVerifier.create(this.session.say("Hello."))
			.expectNext(Utterance.Written.verbatim("Hello."))
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(EngineException.class,
					(engine) -> assertThat(engine.part()).isEqualTo(EngineException.Part.SPEAKING)))
			.verify(Duration.ofSeconds(5));
	}

	private void write(String text) {
		this.model.tryEmitNext(new Reply.Text(text)).orThrow();
	}

	private void finish() {
		this.model.tryEmitNext(new Reply.Finished(Reply.Reason.COMPLETE)).orThrow();
		this.model.tryEmitComplete().orThrow();
	}

	private static List<Message> history() {
		return List.of(new Message.Caller("Can you help?"));
	}

	private static Utterance.Sound sound(String piece) {
		return new Utterance.Sound(AudioChunk.telephone(piece.getBytes(StandardCharsets.US_ASCII)));
	}

	/** Whose voice is the text itself, so that a test can read what was spoken. */
	private static final class EchoSpeaker implements Speaker {

		private boolean cancelled;

		private boolean fails;

		@Override
		public Flux<Speech> speak(Flux<String> pieces) {
			if (this.fails) {
				return Flux.error(new SpeechException(SpeechException.Kind.RETRYABLE, "no voice"));
			}
			return pieces
				.<Speech>map(
						(piece) -> new Speech.Audio(AudioChunk.telephone(piece.getBytes(StandardCharsets.US_ASCII))))
				.doOnCancel(() -> this.cancelled = true);
		}

		@Override
		public Mono<Void> close() {
			return Mono.empty();
		}

	}

}
