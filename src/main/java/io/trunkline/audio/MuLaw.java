package io.trunkline.audio;

/** ITU-T G.711 mu-law, sample by sample. */
public final class MuLaw {

	private static final int BIAS = 0x84;

	private static final int CLIP = 32635;

	private static final short[] DECODED = new short[256];

	static {
		for (int code = 0; code < 256; code++) {
			int bits = ~code & 0xFF;
			int magnitude = ((((bits & 0x0F) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
			DECODED[code] = (short) ((bits & 0x80) != 0 ? -magnitude : magnitude);
		}
	}

	private MuLaw() {
	}

	/** The 16-bit sample that this code stands for. */
	public static short decode(byte code) {
		return DECODED[code & 0xFF];
	}

	/** The code nearest to a 16-bit sample; beyond ±32635 it clips. */
	public static byte encode(int sample) {
		int sign = (sample < 0) ? 0x80 : 0;
		int magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
		int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
		int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
		return (byte) ~(sign | (exponent << 4) | mantissa);
	}

}
