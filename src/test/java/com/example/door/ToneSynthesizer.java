package com.example.door;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.MuLaw;
import io.trunkline.audio.Transcoding;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechSynthesizer;
import io.trunkline.speech.SpokenWord;
import io.trunkline.speech.Voice;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hums a tone for each word. */
final class ToneSynthesizer implements SpeechSynthesizer {

	private static final Duration WORD = Duration.ofMillis(200);

	@Override
	public Speaker open(Voice voice) {
		return new Hum(voice.format());
	}

	/** The voice of one call; there is no connection to close. */
	private record Hum(AudioFormat format) implements Speaker {

		@Override
		public Flux<Speech> speak(Flux<String> pieces) {
			return Flux.defer(() -> {
				List<String> said = new ArrayList<>();
				return pieces.concatMapIterable((piece) -> List.of(piece.strip().split("\\s+")))
					.doOnNext(said::add)
					.concatMapIterable((word) -> word(word, WORD.multipliedBy(said.size() - 1L)));
			});
		}

		private List<Speech> word(String word, Duration start) {
			SpokenWord place = new SpokenWord(word, start, start.plus(WORD));
			return List.of(new Speech.Words(List.of(place)),
					new Speech.Audio(Transcoding.of(AudioChunk.telephone(tone()), this.format)));
		}

		private static byte[] tone() {
			byte[] tone = new byte[AudioFormat.TELEPHONE.bytesIn(WORD)];
			for (int i = 0; i < tone.length; i++) {
				tone[i] = MuLaw.encode((int) (8000 * Math.sin(2 * Math.PI * 440 * i / 8000)));
			}
			return tone;
		}

		@Override
		public Mono<Void> close() {
			return Mono.empty();
		}

	}

}
