package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.Arrays;

import io.trunkline.audio.AudioFormat;

/**
 * How loud a line is while nobody speaks: as loud as the quietest frame of the last three
 * seconds, since nobody speaks that long without a gap.
 */
final class NoiseFloor {

	/** In bytes; what is older is forgotten a block at a time. */
	private static final int BLOCK = AudioFormat.TELEPHONE.bytesIn(Duration.ofMillis(500));

	/** Of each block that still counts. */
	private final int[] quietest = new int[6];

	private int block;

	/** Bytes of the current block. */
	private int filled;

	NoiseFloor() {
		Arrays.fill(this.quietest, Integer.MAX_VALUE);
	}

	/**
	 * Takes the loudness of the next frame.
	 * @param length in bytes
	 * @return how loud the noise is
	 */
	int hear(int loudness, int length) {
		this.quietest[this.block] = Math.min(this.quietest[this.block], loudness);
		int floor = Arrays.stream(this.quietest).min().orElse(loudness);
		this.filled += length;
		if (this.filled >= BLOCK) {
			this.filled = 0;
			this.block = (this.block + 1) % this.quietest.length;
			this.quietest[this.block] = Integer.MAX_VALUE;
		}
		return floor;
	}

}
