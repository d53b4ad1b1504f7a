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

	/** Speech is so many times as loud as the noise of its line. */
	private static final int OVER_NOISE = 3;

	private final CartesiaProperties.Manual rule;

	private final int endSilence;

	private final int longest;

	private final NoiseFloor noise = new NoiseFloor();

	private boolean speaking;

	/** Of the utterance so far. */
	private int length;

	private int loud;

	private int quiet;

	UtteranceGate(CartesiaProperties.Manual rule) {
		this.rule = rule;
		this.endSilence = AudioFormat.TELEPHONE.bytesIn(rule.endSilence());
		this.longest = AudioFormat.TELEPHONE.bytesIn(rule.longest());
	}

	/** Takes the next frame, in telephone format. */
	Verdict hear(byte[] frame) {
		boolean voiced = isVoiced(frame);
		this.loud = voiced ? this.loud + frame.length : 0;
		this.quiet = voiced ? 0 : this.quiet + frame.length;
		this.length += frame.length;
		if (!this.speaking && this.loud >= ONSET) {
			this.speaking = true;
			this.length = this.loud;
			return Verdict.BEGAN;
		}
		if (this.speaking && (this.quiet >= this.endSilence || this.length >= this.longest)) {
			this.speaking = false;
			this.loud = 0;
			return Verdict.ENDED;
		}
		return Verdict.UNCHANGED;
	}

	/** Takes it from someone with better ears that an utterance is under way. */
	void assumeSpeech() {
		this.speaking = true;
		this.quiet = 0;
		this.length = 0;
	}

	/** As if nothing had been said yet; the line is as noisy as it was. */
	void reset() {
		this.speaking = false;
		this.loud = 0;
		this.quiet = 0;
	}

	boolean speaking() {
		return this.speaking;
	}

	private boolean isVoiced(byte[] frame) {
		int loudness = loudness(frame);
		int floor = this.noise.hear(loudness, frame.length);
		return loudness >= switch (this.rule.detector()) {
			case FIXED -> this.rule.speechLevel();
			case ADAPTIVE -> Math.max(this.rule.speechLevel(), OVER_NOISE * floor);
		};
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
