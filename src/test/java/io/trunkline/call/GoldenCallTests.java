package io.trunkline.call;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.trunkline.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole calls that read like a script, in {@code src/test/resources/golden/call}. */
class GoldenCallTests {

	@ParameterizedTest
	@MethodSource
	void call(Path story) throws IOException {
		Golden.check(story, GoldenCall::replay);
	}

	static Stream<Path> call() throws IOException {
		return Golden.files("call");
	}

}
