package io.trunkline.audio;

import java.time.Duration;

/**
 * How mono samples are laid out in a byte array.
 *
 * @param encoding how one sample is written
 * @param sampleRate samples per second
 */
public record AudioFormat(Encoding encoding, int sampleRate) {

	/** What a telephone line carries: mu-law, 8,000 samples (= bytes) per second. */
	public static final AudioFormat TELEPHONE = new AudioFormat(Encoding.MULAW, 8000);

	public AudioFormat {
		if (sampleRate < 8000 || sampleRate > 48000) {
			throw new IllegalArgumentException("sample rate out of 8000-48000 Hz: " + sampleRate);
		}
	}

	/**
	 * The whole samples that cover this time, in bytes; fractions of a sample are
	 * dropped.
	 */
	public int bytesIn(Duration time) {
		return (int) (time.toNanos() * this.sampleRate / 1_000_000_000L) * this.encoding.bytesPerSample();
	}

	/** How long these bytes sound. */
	public Duration durationOf(long bytes) {
		return Duration.ofNanos(bytes / this.encoding.bytesPerSample() * 1_000_000_000L / this.sampleRate);
	}

	/** Ways to write a sample, with the byte that means silence in it. */
	public enum Encoding {

		/**
		 * ITU-T G.711 mu-law; zero amplitude is 0xFF, while 0x00 is the loudest sample.
		 */
		MULAW(1, (byte) 0xFF),
		/** Signed 16-bit, little-endian. */
		PCM16(2, (byte) 0);

		private final int bytesPerSample;

		private final byte silence;

		Encoding(int bytesPerSample, byte silence) {
			this.bytesPerSample = bytesPerSample;
			this.silence = silence;
		}

		public int bytesPerSample() {
			return this.bytesPerSample;
		}

		public byte silence() {
			return this.silence;
		}

	}

}
