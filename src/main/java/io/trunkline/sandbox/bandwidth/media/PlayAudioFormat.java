package io.trunkline.sandbox.bandwidth.media;

import java.util.Map;

import io.trunkline.audio.MuLaw;
import org.jspecify.annotations.Nullable;

/** The ways in which a service may send audio. */
enum PlayAudioFormat {

	PCMU(0), PCM_8000(1), PCM_16000(2), PCM_24000(3);

	private static final Map<String, PlayAudioFormat> BY_CONTENT_TYPE = Map.of("audio/pcmu", PCMU, pcm(8000), PCM_8000,
			pcm(16000), PCM_16000, pcm(24000), PCM_24000);

	/** Samples that make one at 8 kHz; 0 for what needs no conversion. */
	private final int step;

	PlayAudioFormat(int step) {
		this.step = step;
	}

	/** The format, if the content type is written exactly as documented. */
	static @Nullable PlayAudioFormat of(String contentType) {
		return BY_CONTENT_TYPE.get(contentType);
	}

	boolean isWhole(int bytes) {
		return this == PCMU || bytes % 2 == 0;
	}

	/**
	 * Audio as the telephone line plays it. Between rates the mean of neighbours is
	 * taken, which is good enough to be heard; words hidden in the sound survive where
	 * neighbours are the same sample written several times.
	 */
	byte[] toMuLaw(byte[] payload) {
		if (this == PCMU) {
			return payload;
		}
		byte[] muLaw = new byte[payload.length / 2 / this.step];
		for (int i = 0; i < muLaw.length; i++) {
			int sum = 0;
			for (int j = i * this.step; j < (i + 1) * this.step; j++) {
				sum += (payload[2 * j + 1] << 8) | (payload[2 * j] & 0xFF);
			}
			muLaw[i] = MuLaw.encode(sum / this.step);
		}
		return muLaw;
	}

	private static String pcm(int rate) {
		return "audio/pcm;rate=" + rate + ";channels=1;bit-depth=16;endian=little;encoding=signed";
	}

}
