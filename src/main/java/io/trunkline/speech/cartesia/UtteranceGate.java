package io.trunkline.speech.cartesia;

import java.time.Duration;

import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.MuLaw;

/**
 * Tells where utterances begin and end by loudness. Time is the audio's own: nothing
 * happens while none comes.
 */
final class UtteranceGate {

	/** Shorter noises are no speech. */
	private static final int ONSET = AudioFormat.TELEPHONE.bytesIn(Duration.ofMillis(60));

	private final int endSilence;

	private final int speechLevel;

	private boolean speaking;

	private int loud;

	private int quiet;

	UtteranceGate(CartesiaProperties.Manual rule) {
		this.endSilence = AudioFormat.TELEPHONE.bytesIn(rule.endSilence());
		this.speechLevel = rule.speechLevel();
	}

	/** Takes the next frame, in telephone format. */
	Verdict hear(byte[] frame) {
		boolean voiced = loudness(frame) >= this.speechLevel;
		this.loud = voiced ? this.loud + frame.length : 0;
		this.quiet = voiced ? 0 : this.quiet + frame.length;
		if (!this.speaking && this.loud >= ONSET) {
			this.speaking = true;
			return Verdict.BEGAN;
		}
		if (this.speaking && this.quiet >= this.endSilence) {
			this.speaking = false;
			return Verdict.ENDED;
		}
		return Verdict.UNCHANGED;
	}

	/** Takes it from someone with better ears that an utterance is under way. */
	void assumeSpeech() {
		this.speaking = true;
		this.quiet = 0;
	}

	/** As it was before anything was heard. */
	void reset() {
		this.speaking = false;
		this.loud = 0;
		this.quiet = 0;
	}

	boolean speaking() {
		return this.speaking;
	}

	private static int loudness(byte[] frame) {
		int sum = 0;
		for (byte sample : frame) {
			sum += Math.abs(MuLaw.decode(sample));
		}
		return sum / frame.length;
	}

	/** What a frame changed. */
	enum Verdict {

		BEGAN, ENDED, UNCHANGED

	}

}
