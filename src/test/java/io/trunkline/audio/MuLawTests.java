package io.trunkline.audio;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MuLawTests {

	@Test
	void everyCodeSurvivesDecodingAndEncoding() {
		for (int code = 0; code < 256; code++) {
			short sample = MuLaw.decode((byte) code);
			byte expected = (code == 0x7F) ? (byte) 0xFF : (byte) code;
			assertThat(MuLaw.encode(sample)).as("code %d, sample %d", code, sample).isEqualTo(expected);
		}
	}

	@Test
	void errorGrowsWithTheSampleAndNeverBeyondItsStep() {
		for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
			int error = Math.abs(MuLaw.decode(MuLaw.encode(sample)) - sample);
			assertThat(error).as("sample %d", sample).isLessThanOrEqualTo(Math.abs(sample) / 24 + 12);
		}
	}

	@Test
	void silenceAndTheLoudestSamplesAreWhereG711PutsThem() {
		assertThat(MuLaw.encode(0)).isEqualTo((byte) 0xFF);
		assertThat(MuLaw.decode((byte) 0x00)).isEqualTo((short) -32124);
		assertThat(MuLaw.decode((byte) 0x80)).isEqualTo((short) 32124);
	}

	@Test
	void chunkHoldsWholeSamplesAndKnowsItsLength() {
		assertThat(AudioChunk.silence(Duration.ofMillis(20)).bytes()).hasSize(160).containsOnly(0xFF);
		assertThat(AudioChunk.silence(Duration.ofMillis(20)).duration()).isEqualTo(Duration.ofMillis(20));
		assertThatIllegalArgumentException().isThrownBy(() -> AudioChunk.telephone(new byte[0]));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new AudioChunk(new AudioFormat(AudioFormat.Encoding.PCM16, 16_000), new byte[3]));
	}

}
