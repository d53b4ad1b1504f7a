package io.trunkline.audio;

import io.trunkline.audio.AudioFormat.Encoding;

/** The same sound written in another format. */
public final class Transcoding {

	private Transcoding() {
	}

	/**
	 * Telephone sound in another format. Between its samples straight lines are drawn,
	 * which adds nothing above 4 kHz that could be heard as more than a slight hiss.
	 * @param telephone mu-law at 8 kHz
	 * @param to mu-law at 8 kHz, or 16-bit samples at a multiple of 8 kHz
	 */
	public static AudioChunk of(AudioChunk telephone, AudioFormat to) {
		if (to.equals(telephone.format())) {
			return telephone;
		}
		int factor = to.sampleRate() / AudioFormat.TELEPHONE.sampleRate();
		boolean whole = factor * AudioFormat.TELEPHONE.sampleRate() == to.sampleRate();
		if (to.encoding() != Encoding.PCM16 || !whole || !telephone.format().equals(AudioFormat.TELEPHONE)) {
			throw new IllegalArgumentException("cannot make " + to + " of " + telephone.format());
		}
		byte[] codes = telephone.bytes();
		byte[] samples = new byte[2 * factor * codes.length];
		for (int at = 0; at < codes.length; at++) {
			int here = MuLaw.decode(codes[at]);
			int next = MuLaw.decode(codes[Math.min(at + 1, codes.length - 1)]);
			for (int step = 0; step < factor; step++) {
				int sample = here + (next - here) * step / factor;
				samples[2 * (at * factor + step)] = (byte) sample;
				samples[2 * (at * factor + step) + 1] = (byte) (sample >> 8);
			}
		}
		return new AudioChunk(to, samples);
	}

}
