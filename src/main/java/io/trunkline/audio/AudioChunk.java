package io.trunkline.audio;

import java.time.Duration;
import java.util.Arrays;

/**
 * Some consecutive samples. Whoever makes a chunk hands the array over: nobody writes to
 * it afterwards, so that one array may travel through several rooms uncopied.
 *
 * @param format how to read the bytes
 * @param bytes whole samples, never empty
 */
public record AudioChunk(AudioFormat format, byte[] bytes) {

	public AudioChunk {
		if (bytes.length == 0 || bytes.length % format.encoding().bytesPerSample() != 0) {
			throw new IllegalArgumentException("not whole samples: " + bytes.length + " bytes");
		}
	}

	/** Mu-law at 8 kHz, as a telephone line carries it. */
	public static AudioChunk telephone(byte[] bytes) {
		return new AudioChunk(AudioFormat.TELEPHONE, bytes);
	}

	/** Silence of this length in telephone format. */
	public static AudioChunk silence(Duration length) {
		byte[] bytes = new byte[AudioFormat.TELEPHONE.bytesIn(length)];
		Arrays.fill(bytes, AudioFormat.Encoding.MULAW.silence());
		return telephone(bytes);
	}

	public Duration duration() {
		return this.format.durationOf(this.bytes.length);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof AudioChunk(var thatFormat, var thatBytes) && this.format.equals(thatFormat)
				&& Arrays.equals(this.bytes, thatBytes);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bytes);
	}

	@Override
	public String toString() {
		return "AudioChunk[" + this.format + ", " + this.bytes.length + " bytes]";
	}

}
