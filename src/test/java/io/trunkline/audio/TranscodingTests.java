package io.trunkline.audio;

import java.util.Random;

import io.trunkline.audio.AudioFormat.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TranscodingTests {

	@ParameterizedTest
	@ValueSource(ints = { 8000, 16000, 24000, 48000 })
	void everyTelephoneSampleStandsAtItsTime(int rate) {
		AudioChunk telephone = noise(400);
		AudioChunk samples = Transcoding.of(telephone, new AudioFormat(Encoding.PCM16, rate));
		int factor = rate / 8000;
		assertThat(samples.duration()).isEqualTo(telephone.duration());
		for (int at = 0; at < 400; at++) {
			assertThat(sample(samples, at * factor)).isEqualTo(MuLaw.decode(telephone.bytes()[at]));
		}
	}

	@Test
	void betweenTwoSamplesThereIsNoJump() {
		AudioChunk telephone = noise(400);
		AudioChunk samples = Transcoding.of(telephone, new AudioFormat(Encoding.PCM16, 24000));
		for (int at = 0; at < 399; at++) {
			int here = MuLaw.decode(telephone.bytes()[at]);
			int next = MuLaw.decode(telephone.bytes()[at + 1]);
			for (int step = 0; step < 3; step++) {
				assertThat(sample(samples, 3 * at + step)).isBetween(Math.min(here, next), Math.max(here, next));
			}
		}
	}

	@Test
	void telephoneSoundStaysAsItIs() {
		AudioChunk telephone = noise(160);
		assertThat(Transcoding.of(telephone, AudioFormat.TELEPHONE)).isSameAs(telephone);
	}

	@Test
	void whatCannotBeMadeIsRefused() {
		AudioChunk telephone = noise(160);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Transcoding.of(telephone, new AudioFormat(Encoding.PCM16, 44_100)));
		AudioChunk samples = Transcoding.of(telephone, new AudioFormat(Encoding.PCM16, 16_000));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> Transcoding.of(samples, new AudioFormat(Encoding.PCM16, 24_000)));
	}

	private static int sample(AudioChunk chunk, int at) {
		return (short) ((chunk.bytes()[2 * at] & 0xFF) | (chunk.bytes()[2 * at + 1] << 8));
	}

	private static AudioChunk noise(int length) {
		byte[] bytes = new byte[length];
		new Random(7).nextBytes(bytes);
		return AudioChunk.telephone(bytes);
	}

}
