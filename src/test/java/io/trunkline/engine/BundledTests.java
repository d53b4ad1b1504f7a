package io.trunkline.engine;

import java.time.Duration;
import java.util.List;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.MuLaw;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

class BundledTests {

	@ParameterizedTest
	@MethodSource("sentences")
	void sentenceComesWithItsTextInShortChunksOfAudibleSound(Flux<Utterance> sentence) {
		List<Utterance> utterances = sentence.collectList().blockOptional(Duration.ZERO).orElseThrow();
		assertThat(utterances.getFirst()).isInstanceOfSatisfying(Utterance.Written.class,
				(written) -> assertThat(written.text()).isNotBlank().isEqualTo(written.spoken()));
		List<AudioChunk> chunks = utterances.stream()
			.skip(1)
			.map((utterance) -> ((Utterance.Sound) utterance).chunk())
			.toList();
		assertThat(chunks)
			.allSatisfy((chunk) -> assertThat(chunk.duration()).isLessThanOrEqualTo(Duration.ofMillis(200)));
		assertThat(chunks.stream().map(AudioChunk::duration).reduce(Duration.ZERO, Duration::plus))
			.isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
		assertThat(chunks).anySatisfy((chunk) -> assertThat(loudness(chunk)).isGreaterThan(1000));
	}

	private static int loudness(AudioChunk chunk) {
		int sum = 0;
		for (byte code : chunk.bytes()) {
			sum += Math.abs(MuLaw.decode(code));
		}
		return sum / chunk.bytes().length;
	}

	static List<Flux<Utterance>> sentences() {
		return List.of(Bundled.apology(AudioFormat.TELEPHONE), Bundled.oneMoment(AudioFormat.TELEPHONE));
	}

}
