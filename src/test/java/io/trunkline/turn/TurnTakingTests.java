package io.trunkline.turn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays the conversations in {@code src/test/resources/turn}. After a wanted change of
 * policy, run with {@code -Dturn.rewrite=true} and read the difference.
 */
class TurnTakingTests {

	private static final Path TRANSCRIPTS = Path.of("src/test/resources/turn");

	@ParameterizedTest
	@MethodSource
	void conversation(Path transcript) throws IOException {
		String expected = Files.readString(transcript);
		String actual = Transcript.replay(expected.lines().toList());
		if (Boolean.getBoolean("turn.rewrite")) {
			Files.writeString(transcript, actual);
		}
		assertThat(actual).isEqualTo(expected);
	}

	static Stream<Path> conversation() throws IOException {
		try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
			return files.sorted().toList().stream();
		}
	}

}
