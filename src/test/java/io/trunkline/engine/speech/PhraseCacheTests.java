package io.trunkline.engine.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechException;
import io.trunkline.speech.SpokenWord;
import io.trunkline.speech.Voice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

class PhraseCacheTests {

	private static final Voice VOICE = new Voice("katie", "en");

	private static final Speech WORDS = new Speech.Words(
			List.of(new SpokenWord("Hello.", Duration.ZERO, Duration.ofMillis(300))));

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final PhraseCache cache = new PhraseCache(this.scheduler);

	private final HandSpeaker first = new HandSpeaker();

	private final HandSpeaker second = new HandSpeaker();

	@BeforeEach
	void expectSentences() {
		this.cache.expect(VOICE, "Hello.");
		this.cache.expect(VOICE, "A speech.");
	}

	@AfterEach
	void stopTheClock() {
		this.scheduler.dispose();
	}

	@Test
	void firstCallerHearsTheSentenceWhileItIsRendered() {
		StepVerifier.create(this.cache.say(VOICE, "Hello.", this.first))
			.then(() -> this.first.say(sound(100)))
			.expectNext(sound(100))
			.then(() -> this.first.say(WORDS))
			.expectNext(WORDS)
			.then(this.first::end)
			.verifyComplete();
		assertThat(this.cache.knows(VOICE, "Hello.")).isTrue();
		assertThat(this.cache.knows(new Voice("brian", "en"), "Hello.")).isFalse();
	}

	@Test
	void whatWasRenderedIsPlayedAtOnceWithoutASpeaker() {
		render("Hello.", sound(100), WORDS, sound(200));
		List<Speech> heard = this.cache.say(VOICE, "Hello.", this.second).collectList().block(Duration.ZERO);
		assertThat(heard).containsExactly(sound(100), WORDS, sound(200));
		assertThat(this.second.asked).isEmpty();
	}

	@Test
	void whatBelongsToOneCallIsNotKept() {
		render("Hello Ada.", sound(100));
		assertThat(this.cache.knows(VOICE, "Hello Ada.")).isFalse();
	}

	@Test
	void callersWhoComeMeanwhileWaitForTheOneRendering() {
		this.cache.say(VOICE, "Hello.", this.first).subscribe();
		StepVerifier.create(this.cache.say(VOICE, "Hello.", this.second))
			.then(() -> this.first.say(sound(100)))
			.then(this.first::end)
			.expectNext(sound(100))
			.verifyComplete();
		assertThat(this.second.asked).isEmpty();
	}

	@Test
	void whoWaitedInVainSpeaksForThemselves() {
		var leaving = this.cache.say(VOICE, "Hello.", this.first).subscribe();
		StepVerifier.create(this.cache.say(VOICE, "Hello.", this.second))
			.then(leaving::dispose)
			.then(() -> this.second.say(sound(100)))
			.expectNext(sound(100))
			.then(this.second::end)
			.verifyComplete();
		assertThat(this.first.cancelled).isTrue();
		assertThat(this.cache.knows(VOICE, "Hello.")).isTrue();
	}

	@Test
	void slowRenderingOfSomebodyElseIsWaitedForTwoSeconds() {
		this.cache.say(VOICE, "Hello.", this.first).subscribe();
		StepVerifier.create(this.cache.say(VOICE, "Hello.", this.second))
			.then(() -> this.scheduler.advanceTimeBy(Duration.ofSeconds(2)))
			.then(() -> assertThat(this.second.asked).containsExactly("Hello."))
			.thenCancel()
			.verify();
		assertThat(this.second.cancelled).isTrue();
	}

	@Test
	void failedRenderingIsNotKept() {
		StepVerifier.create(this.cache.say(VOICE, "Hello.", this.first))
			.then(() -> this.first.say(sound(100)))
			.expectNext(sound(100))
			.then(this.first::fail)
			.verifyError(SpeechException.class);
		assertThat(this.cache.knows(VOICE, "Hello.")).isFalse();
		render("Hello.", sound(100));
		assertThat(this.cache.knows(VOICE, "Hello.")).isTrue();
	}

	@Test
	void silenceAndSpeechesAreNotKept() {
		render("Hello.", WORDS);
		assertThat(this.cache.knows(VOICE, "Hello.")).isFalse();
		render("A speech.", sound(30_000));
		assertThat(this.cache.knows(VOICE, "A speech.")).isFalse();
	}

	private void render(String sentence, Speech... speech) {
		HandSpeaker speaker = new HandSpeaker();
		StepVerifier.create(this.cache.say(VOICE, sentence, speaker))
			.then(() -> List.of(speech).forEach(speaker::say))
			.then(speaker::end)
			.expectNextCount(speech.length)
			.verifyComplete();
	}

	private static Speech sound(int millis) {
		return new Speech.Audio(AudioChunk.silence(Duration.ofMillis(millis)));
	}

	/** Says what the test makes it say. */
	private static final class HandSpeaker implements Speaker {

		private final Sinks.Many<Speech> speech = Sinks.many().unicast().onBackpressureBuffer();

		private final List<String> asked = new ArrayList<>();

		private boolean cancelled;

		@Override
		public Flux<Speech> speak(Flux<String> pieces) {
			return pieces.doOnNext(this.asked::add)
				.thenMany(this.speech.asFlux())
				.doOnCancel(() -> this.cancelled = true);
		}

		@Override
		public Mono<Void> close() {
			return Mono.empty();
		}

		void say(Speech part) {
			this.speech.tryEmitNext(part).orThrow();
		}

		void end() {
			this.speech.tryEmitComplete().orThrow();
		}

		void fail() {
			this.speech.tryEmitError(new SpeechException(SpeechException.Kind.RETRYABLE, "no voice")).orThrow();
		}

	}

}
