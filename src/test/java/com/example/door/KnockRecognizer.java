package com.example.door;

import java.time.Duration;
import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.MuLaw;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpeechRecognizer;
import reactor.core.publisher.Flux;

/** Takes every sound for a knock; most of a second of silence ends the turn. */
final class KnockRecognizer implements SpeechRecognizer {

	private static final Duration END = Duration.ofMillis(700);

	@Override
	public Flux<Hearing> recognize(Flux<AudioChunk> caller) {
		return Flux.defer(() -> {
			Turn turn = new Turn();
			return caller.concatMapIterable(turn::hear)
				.startWith(new Hearing.Connected())
				.concatWith(Flux.defer(() -> Flux.fromIterable(turn.end())));
		});
	}

	/** The caller's turn. Its signals come one after another. */
	private static final class Turn {

		private String knocks = "";

		private boolean loud;

		private Duration quiet = Duration.ZERO;

		List<Hearing> hear(AudioChunk chunk) {
			boolean before = this.loud;
			this.loud = isLoud(chunk.bytes());
			this.quiet = this.loud ? Duration.ZERO : this.quiet.plus(chunk.duration());
			if (this.loud && !before) {
				return knock();
			}
			return (this.quiet.compareTo(END) >= 0) ? end() : List.of();
		}

		private List<Hearing> knock() {
			boolean first = this.knocks.isEmpty();
			this.knocks = first ? "knock" : this.knocks + " knock";
			Hearing update = new Hearing.TurnUpdated(this.knocks);
			return first ? List.of(new Hearing.TurnStarted(), update) : List.of(update);
		}

		List<Hearing> end() {
			List<Hearing> ended = this.knocks.isEmpty() ? List.of() : List.of(new Hearing.TurnEnded(this.knocks));
			this.knocks = "";
			return ended;
		}

		private static boolean isLoud(byte[] muLaw) {
			long sum = 0;
			for (byte sample : muLaw) {
				sum += Math.abs(MuLaw.decode(sample));
			}
			return sum > 1000L * muLaw.length;
		}

	}

}
