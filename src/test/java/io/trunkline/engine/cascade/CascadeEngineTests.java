package io.trunkline.engine.cascade;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioChunk;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Utterance;
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

class CascadeEngineTests {

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final List<StockSpeaker> opened = new ArrayList<>();

	private final CascadeEngine engine = new CascadeEngine((_) -> Flux.never(), (_) -> Flux.never(), (voice) -> {
		StockSpeaker speaker = new StockSpeaker(voice);
		this.opened.add(speaker);
		return speaker;
	}, this.scheduler);

	@AfterEach
	void stopTheClock() {
		this.scheduler.dispose();
	}

	@Test
	void preparedPhrasesAreSaidWithoutTheProvider() {
		StepVerifier.create(this.engine.prepare(agent("Hello."))).verifyComplete();
		assertThat(this.opened).singleElement().satisfies((speaker) -> {
			assertThat(speaker.voice).isEqualTo(new Voice("katie", "en"));
			assertThat(speaker.said).containsExactly("Hello.", "Sorry?", "Are you still there?", "Goodbye.",
					"One moment.", "Nobody is there.", "Out of order.", "Time is up.");
			assertThat(speaker.closed).isTrue();
		});
		EngineSession session = this.engine.open(agent("Hello."));
		assertThat(session.say("Goodbye.").ofType(Utterance.Sound.class).collectList().block(Duration.ZERO)).hasSize(1);
		assertThat(this.opened.getLast().said).isEmpty();
	}

	@Test
	void whatIsThereIsNotPreparedAgain() {
		StepVerifier.create(this.engine.prepare(agent("Hello."))).verifyComplete();
		StepVerifier.create(this.engine.prepare(agent("Hello."))).verifyComplete();
		assertThat(this.opened).hasSize(1);
		StepVerifier.create(this.engine.prepare(agent("Good morning."))).verifyComplete();
		assertThat(this.opened.getLast().said).containsExactly("Good morning.");
	}

	@Test
	void phraseThatFailsOrHangsIsLeftOutAndTheSpeakerIsClosed() {
		StepVerifier.create(this.engine.prepare(agent("FAIL"))).verifyComplete();
		assertThat(this.opened.getLast().said).hasSize(8);
		StepVerifier.create(this.engine.prepare(agent("HANG")))
			.then(() -> this.scheduler.advanceTimeBy(Duration.ofSeconds(10)))
			.verifyComplete();
		assertThat(this.opened).allMatch((speaker) -> speaker.closed);
	}

	@Test
	void cancelledPreparationClosesItsSpeaker() {
		StepVerifier.create(this.engine.prepare(agent("HANG"))).thenCancel().verify();
		assertThat(this.opened).singleElement().matches((speaker) -> speaker.closed);
	}

	private static Agent agent(String greeting) {
		return new Agent("reception", List.of(), "Be kind.", greeting, "katie", "en", "", Agent.Engine.CASCADE,
				Set.of(), Map.of(),
				new Agent.Phrases("Sorry?", "Are you still there?", "Goodbye.", "One moment.", "Nobody is there.",
						"Out of order.", "Time is up.", ""),
				new Agent.Turn(Duration.ofSeconds(8), 2, Duration.ofSeconds(8), 3, 3),
				new Agent.Limits(Duration.ofMinutes(30)), Map.of());
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
				default -> Flux.just(new Speech.Audio(AudioChunk.silence(Duration.ofMillis(200))));
			});
		}

		@Override
		public Mono<Void> close() {
			return Mono.fromRunnable(() -> this.closed = true);
		}

	}

}
