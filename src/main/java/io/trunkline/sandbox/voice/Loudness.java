package io.trunkline.sandbox.voice;

import io.trunkline.audio.MuLaw;

/** Tells voice or noise from silence. */
public final class Loudness {

	/** One frame of 20 ms in mu-law bytes. */
	public static final int FRAME = 160;

	/** Mean magnitude of a 16-bit sample; low bits in silence stay below 10. */
	private static final int VOICED = 150;

	private Loudness() {
	}

	/** Whether this stretch of mu-law, 20 ms or so, is louder than a quiet line. */
	public static boolean isVoiced(byte[] muLaw, int offset, int length) {
		long sum = 0;
		for (int i = offset; i < offset + length; i++) {
			sum += Math.abs(MuLaw.decode(muLaw[i]));
		}
		return sum > (long) VOICED * length;
	}

}
