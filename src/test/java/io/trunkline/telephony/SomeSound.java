package io.trunkline.telephony;

import java.util.Arrays;
import java.util.Random;

/**
 * Sound, and which part of it is meant.
 *
 * @param length at least one sample
 */
public record SomeSound(byte[] samples, int from, int length) {

	public static SomeSound of(Random random) {
		byte[] samples = new byte[1 + random.nextInt(2000)];
		random.nextBytes(samples);
		int from = random.nextInt(samples.length);
		return new SomeSound(samples, from, 1 + random.nextInt(samples.length - from));
	}

	/** The part that is meant. */
	public byte[] chosen() {
		return Arrays.copyOfRange(this.samples, this.from, this.from + this.length);
	}

}
