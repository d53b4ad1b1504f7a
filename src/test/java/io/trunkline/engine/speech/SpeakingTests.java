package io.trunkline.engine.speech;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.trunkline.agent.Agent;
import io.trunkline.agent.SampleAgents;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Reached;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechException;
import io.trunkline.speech.Voice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class SpeakingTests {

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final List<StockSpeaker> opened = new ArrayList<>();

	private final Speaking speaking = new Speaking((voice) -> {
		StockSpeaker speaker = new StockSpeaker(voice);
		this.opened.add(speaker);
		return speaker;
	}, new Speaking.Timing(() -> 0, this.scheduler));

	@AfterEach
	void stopTheClock() {
		this.scheduler.dispose();
	}

	@Test
	void preparedPhrasesAreSaidWithoutTheProvider() {
		StepVerifier.create(this.speaking.prepare(agent("Hello."), AudioFormat.TELEPHONE)).verifyComplete();
		assertThat(this.opened).singleElement().satisfies((speaker) -> {
			assertThat(speaker.voice).isEqualTo(new Voice("katie", "en"));
			assertThat(speaker.said).startsWith("Hello.").hasSize(13);
			assertThat(speaker.closed).isTrue();
		});
		Mouth mouth = this.speaking.open(agent("Hello."), AudioFormat.TELEPHONE);
		assertThat(mouth.say("Goodbye.").ofType(Utterance.Sound.class).collectList().block(Duration.ZERO)).hasSize(1);
		assertThat(this.opened.getLast().said).isEmpty();
	}

	@Test
	void whatIsThereIsNotPreparedAgain() {
		StepVerifier.create(this.speaking.prepare(agent("Hello."), AudioFormat.TELEPHONE)).verifyComplete();
		StepVerifier.create(this.speaking.prepare(agent("Hello."), AudioFormat.TELEPHONE)).verifyComplete();
		assertThat(this.opened).hasSize(1);
		StepVerifier.create(this.speaking.prepare(agent("Good morning."), AudioFormat.TELEPHONE)).verifyComplete();
		assertThat(this.opened.getLast().said).containsExactly("Good morning.");
	}

	@Test
	void phraseThatFailsOrHangsIsLeftOutAndTheSpeakerIsClosed() {
		StepVerifier.create(this.speaking.prepare(agent("FAIL"), AudioFormat.TELEPHONE)).verifyComplete();
		assertThat(this.opened.getLast().said).hasSize(13);
		StepVerifier.create(this.speaking.prepare(agent("HANG"), AudioFormat.TELEPHONE))
			.then(() -> this.scheduler.advanceTimeBy(Duration.ofSeconds(10)))
			.verifyComplete();
		assertThat(this.opened).allMatch((speaker) -> speaker.closed);
	}

	@Test
	void cancelledPreparationClosesItsSpeaker() {
		StepVerifier.create(this.speaking.prepare(agent("HANG"), AudioFormat.TELEPHONE)).thenCancel().verify();
		assertThat(this.opened).singleElement().matches((speaker) -> speaker.closed);
	}

	@Test
	void sentenceIsRenderedOnceAndThenComesFromMemoryAtOnce() {
		Agent agent = agent("Come at 5 pm.");
		this.speaking.expect(agent, AudioFormat.TELEPHONE);
		List<Utterance> first = said(this.speaking.open(agent, AudioFormat.TELEPHONE), "Come at 5 pm.");
		assertThat(first).contains(new Utterance.Written("5 pm", "five PM"),
				new Utterance.Sound(AudioChunk.telephone("Come at five PM.".getBytes(StandardCharsets.US_ASCII))));
		assertThat(said(this.speaking.open(agent, AudioFormat.TELEPHONE), "Come at 5 pm.")).isEqualTo(first);
		assertThat(this.opened).extracting((speaker) -> speaker.said)
			.containsExactly(List.of("Come at five PM."), List.of());
	}

	@Test
	void failingVoiceIsToldAsOneOfSpeaking() {
		StepVerifier.create(this.speaking.open(agent("Hello."), AudioFormat.TELEPHONE).say("FAIL"))
			.expectNext(Utterance.Written.verbatim("FAIL"))
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(EngineException.class,
					(engine) -> assertThat(engine.part()).isEqualTo(EngineException.Part.SPEAKING)))
			.verify(Duration.ofSeconds(5));
	}

	@Test
	void whatCannotBeHeardIsWrittenOnly() {
		Mouth mouth = this.speaking.open(agent("Hello."), AudioFormat.TELEPHONE);
		assertThat(said(mouth, "---")).allMatch(Utterance.Written.class::isInstance);
		assertThat(this.opened.getLast().said).isEmpty();
	}

	@Test
	void anotherVoiceIsAnotherConnectionAndBothAreClosed() {
		Mouth mouth = this.speaking.open(agent("Hello."), AudioFormat.TELEPHONE);
		mouth.become(agent("Good morning."));
		mouth.become(SampleAgents.agent("sales", Map.of("instructions", "Sell.", "voice", "bob")));
		assertThat(this.opened).extracting((speaker) -> speaker.voice.id()).containsExactly("katie", "bob");
		said(mouth, "And I am Bob.");
		assertThat(this.opened.getLast().said).containsExactly("And I am Bob.");
		StepVerifier.create(mouth.close()).verifyComplete();
		assertThat(this.opened).allMatch((speaker) -> speaker.closed);
	}

	private static List<Utterance> said(Mouth mouth, String sentence) {
		return mouth.say(sentence)
			.filter((utterance) -> !(utterance instanceof Reached))
			.collectList()
			.blockOptional(Duration.ZERO)
			.orElseThrow();
	}

	private static Agent agent(String greeting) {
		return SampleAgents.reception("phrases.goodbye", "Goodbye.", "greeting", greeting, "voice", "katie");
	}

	/** Says anything but two words. */
	private static final class StockSpeaker implements Speaker {

		private final Voice voice;

		private final List<String> said = new ArrayList<>();

		private boolean closed;

		StockSpeaker(Voice voice) {
			this.voice = voice;
		}

		@Override
		public Flux<Speech> speak(Flux<String> pieces) {
			return pieces.doOnNext(this.said::add).concatMap((piece) -> switch (piece) {
				case "FAIL" -> Flux.error(new SpeechException(SpeechException.Kind.REJECTED, "no"));
				case "HANG" -> Flux.never();
				default -> Flux.just(new Speech.Audio(AudioChunk.telephone(piece.getBytes(StandardCharsets.US_ASCII))));
			});
		}

		@Override
		public Mono<Void> close() {
			return Mono.fromRunnable(() -> this.closed = true);
		}

	}

}
