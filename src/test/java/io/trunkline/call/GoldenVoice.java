package io.trunkline.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.trunkline.audio.AudioChunk;
import io.trunkline.call.SimulatedVoice.Speech;
import io.trunkline.call.SimulatedVoice.Word;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.SpeechException;
import io.trunkline.speech.SpeechSynthesizer;
import io.trunkline.speech.SpokenWord;
import io.trunkline.speech.Voice;
import io.trunkline.telephony.CallLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A synthesiser whose words take 250 ms each. Sound begins 100 ms after the first text
 * and comes five times faster than it is spoken.
 */
final class GoldenVoice implements SpeechSynthesizer {

	private static final Duration WORD = Duration.ofMillis(250);

	private static final Duration FIRST_SOUND = Duration.ofMillis(100);

	private static final Speech ANY = new Speech(false);

	private final CallLoop loop;

	private final GoldenLog log;

	private final SimulatedVoice words = new SimulatedVoice();

	/** Sentences that begin with one of these are not spoken. */
	private final List<String> failures = new ArrayList<>();

	GoldenVoice(CallLoop loop, GoldenLog log) {
		this.loop = loop;
		this.log = log;
	}

	void failAt(String beginning) {
		this.failures.add(beginning);
	}

	@Nullable Word of(byte sample) {
		return this.words.of(sample);
	}

	@Override
	public Speaker open(Voice voice) {
		return new Mouth();
	}

	/** One call's voice. */
	private final class Mouth implements Speaker {

		@Override
		public Flux<io.trunkline.speech.Speech> speak(Flux<String> pieces) {
			int[] said = { 0 };
			return pieces.concatMap((piece) -> GoldenVoice.this.loop.after(FIRST_SOUND)
				.thenMany(Flux.defer(() -> words(piece, said)))
				.doOnSubscribe((_) -> GoldenVoice.this.log.add("voice is given: " + quoted(piece)))
				.transform((speech) -> GoldenVoice.this.log.tellingOfStop("voice", speech)));
		}

		@Override
		public Mono<Void> close() {
			return Mono.empty();
		}

		private Flux<io.trunkline.speech.Speech> words(String piece, int[] said) {
			if (GoldenVoice.this.failures.stream().anyMatch(piece::startsWith)) {
				GoldenVoice.this.log.add("voice fails");
				return Flux.error(new SpeechException(SpeechException.Kind.RETRYABLE, "no voice"));
			}
			return Flux.fromStream(Stream.of(piece.strip().split("\\s+")))
				.concatMap((text) -> GoldenVoice.this.loop.after(WORD.dividedBy(5))
					.thenMany(Flux.defer(() -> word(text, said[0]++))));
		}

		private Flux<io.trunkline.speech.Speech> word(String text, int number) {
			Word word = GoldenVoice.this.words.word(ANY, text, (int) WORD.toMillis() * 8);
			Duration start = WORD.multipliedBy(number);
			return Flux.just(
					new io.trunkline.speech.Speech.Words(List.of(new SpokenWord(text, start, start.plus(WORD)))),
					new io.trunkline.speech.Speech.Audio(AudioChunk.telephone(word.sound(0))));
		}

	}

	static String quoted(String text) {
		return '"' + text.strip() + '"';
	}

}
