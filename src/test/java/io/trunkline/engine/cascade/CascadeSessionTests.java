package io.trunkline.engine.cascade;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.trunkline.agent.SampleAgents;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Reached;
import io.trunkline.engine.Utterance.Stage;
import io.trunkline.engine.speech.Mouth;
import io.trunkline.engine.speech.Speaking;
import io.trunkline.language.LanguageException;
import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import io.trunkline.language.Reply;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class CascadeSessionTests {

	private final AtomicLong clock = new AtomicLong();

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final Sinks.Many<Reply> model = Sinks.many().unicast().onBackpressureBuffer();

	private final EchoSpeaker speaker = new EchoSpeaker();

	private final List<Prompt> prompts = new ArrayList<>();

	private boolean modelCancelled;

	private final Mouth mouth = new Speaking((_) -> this.speaker, new Speaking.Timing(this.clock::get, this.scheduler))
		.open(SampleAgents.reception(), AudioFormat.TELEPHONE);

	private final CascadeSession session = new CascadeSession((_) -> Flux.never(), (prompt) -> {
		this.prompts.add(prompt);
		return this.model.asFlux().doOnCancel(() -> this.modelCancelled = true);
	}, this.mouth, (history) -> Mono.just(new Prompt("", "Be kind.", history, List.of())),
			(agent) -> (history) -> Mono.just(new Prompt("", agent.instructions(), history, List.of())));

	@AfterEach
	void stopTheClock() {
		this.scheduler.dispose();
	}

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
	void whatIsWrittenComesWithThePieceThatIsSpokenAndSaysHow() {
		StepVerifier.create(this.session.reply(history(), Pace.UNBOUNDED).filter(CascadeSessionTests::isTextOrSound))
			.then(() -> write("It is **5** kg"))
			.then(() -> write(" altogether, "))
			.expectNext(Utterance.Written.verbatim("It is "), new Utterance.Written("**", ""),
					new Utterance.Written("5", "five"), new Utterance.Written("**", ""),
					Utterance.Written.verbatim(" kg altogether, "), sound("It is five kg altogether, "))
			.then(() -> write("and"))
			.thenCancel()
			.verify(Duration.ofSeconds(5));
	}

	@Test
	void slowModelIsSpokenAtAWordAfterAQuarterOfASecond() {
		StepVerifier.create(this.session.reply(history(), Pace.UNBOUNDED).ofType(Utterance.Sound.class))
			.then(() -> this.scheduler.advanceTimeBy(Duration.ofSeconds(3)))
			.then(() -> write("Let me see whe"))
			.then(() -> this.scheduler.advanceTimeBy(Duration.ofMillis(249)))
			.then(() -> assertThat(this.speaker.lines).isEmpty())
			.then(() -> this.scheduler.advanceTimeBy(Duration.ofMillis(1)))
			.expectNext(sound("Let me see "))
			.then(() -> write("ther we are open. "))
			.expectNext(sound("whether we are open. "))
			.then(this::finish)
			.verifyComplete();
	}

	@Test
	void marksAloneDoNotReachTheVoice() {
		StepVerifier.create(this.session.reply(history(), Pace.UNBOUNDED).filter(CascadeSessionTests::isTextOrSound))
			.then(() -> write("That is all for today. 🎉\n\n---"))
			.expectNext(Utterance.Written.verbatim("That is all for today. "), sound("That is all for today. "))
			.then(this::finish)
			.expectNext(new Utterance.Written("🎉", ""))
			.thenConsumeWhile(Utterance.Written.class::isInstance)
			.verifyComplete();
		assertThat(this.speaker.lines).containsExactly("That is all for today. ");
	}

	@Test
	void speculationSpeaksItsFirstClauseOnly() {
		Sinks.Empty<Void> confirmed = Sinks.empty();
		StepVerifier.create(this.session.reply(history(), (_) -> confirmed.asMono()).ofType(Utterance.Sound.class))
			.then(() -> write("Of course I can. It is open. Come in. "))
			.expectNext(sound("Of course I can. "))
			.then(this::finish)
			.then(() -> this.scheduler.advanceTimeBy(Duration.ofSeconds(30)))
			.then(() -> assertThat(this.speaker.lines).hasSize(1))
			.then(confirmed::tryEmitEmpty)
			.expectNext(sound("It is open. "), sound("Come in. "))
			.verifyComplete();
	}

	@Test
	void voiceIsNotFurtherAheadThanSixSeconds() {
		List<Duration> awaited = new ArrayList<>();
		String long10s = "a".repeat(160) + ". ";
		StepVerifier.create(this.session.reply(history(), (position) -> {
			awaited.add(position);
			return position.isZero() ? Mono.empty() : Mono.never();
		}).ofType(Utterance.Sound.class))
			.then(() -> write("Of course I can, " + long10s + "Third. "))
			.expectNextCount(2)
			.then(() -> assertThat(awaited).containsExactly(Duration.ZERO,
					Duration.ofMillis(62 * ("Of course I can, " + long10s).length() - 6000)))
			.thenCancel()
			.verify(Duration.ofSeconds(5));
		assertThat(this.modelCancelled).isTrue();
		assertThat(this.speaker.cancelled).isTrue();
	}

	@Test
	void cancellingCancelsTheWaitForTheListener() {
		AtomicBoolean waitCancelled = new AtomicBoolean();
		StepVerifier
			.create(this.session.reply(history(), (_) -> Mono.<Void>never().doOnCancel(() -> waitCancelled.set(true)))
				.ofType(Utterance.Sound.class))
			.then(() -> write("Of course I can. "))
			.expectNextCount(1)
			.then(() -> write("And more. "))
			.then(() -> assertThat(waitCancelled).isFalse())
			.thenCancel()
			.verify(Duration.ofSeconds(5));
		assertThat(waitCancelled).isTrue();
	}

	@Test
	void aReplyHasOneTimerHoweverManyTokensItHas() {
		StepVerifier.create(this.session.reply(history(), Pace.UNBOUNDED).ofType(Utterance.Sound.class))
			.then(() -> "Of course I can do that for you today. And then some more.".chars()
				.forEach((letter) -> write(String.valueOf((char) letter))))
			.expectNextCount(1)
			.then(this::finish)
			.expectNextCount(1)
			.verifyComplete();
		assertThat(this.scheduler.getScheduledTaskCount()).isOne();
	}

	@Test
	void toolIsAskedForWhileItsWordsStillWait() {
		ToolCall call = new ToolCall("call_1", "look_up", "{}");
		StepVerifier.create(this.session.reply(history(), (_) -> Mono.never()).ofType(Utterance.ToolAsked.class))
			.then(() -> write("Of course I can. And more. "))
			.then(() -> this.model.tryEmitNext(new Reply.ToolRequested(call)).orThrow())
			.expectNext(new Utterance.ToolAsked(call))
			.thenCancel()
			.verify(Duration.ofSeconds(5));
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

	private static boolean isTextOrSound(Utterance utterance) {
		return utterance instanceof Utterance.Written || utterance instanceof Utterance.Sound;
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

		private final List<String> lines = new ArrayList<>();

		@Override
		public Flux<Speech> speak(Flux<String> pieces) {
			if (this.fails) {
				return Flux.error(new SpeechException(SpeechException.Kind.RETRYABLE, "no voice"));
			}
			return pieces.doOnNext(this.lines::add)
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
