package io.trunkline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files in {@code src/test/resources/golden} that tell a story: what is given, and what
 * really comes of it. After a wanted change run with {@code -Dgolden.rewrite=true} and
 * read the difference.
 */
public final class Golden {

	private static final Path FILES = Path.of("src/test/resources/golden");

	private Golden() {
	}

	/** All stories of one kind, which is the folder that they are in. */
	public static Stream<Path> files(String kind) throws IOException {
		try (Stream<Path> files = Files.list(FILES.resolve(kind))) {
			return files.sorted().toList().stream();
		}
	}

	/**
	 * Tells a story anew and compares.
	 * @param teller makes the whole file of its lines, of which it heeds the given ones
	 */
	public static void check(Path file, Function<List<String>, List<String>> teller) throws IOException {
		List<String> expected = Files.readAllLines(file);
		List<String> actual = teller.apply(expected);
		if (Boolean.getBoolean("golden.rewrite")) {
			Files.write(file, actual);
		}
		assertThat(String.join("\n", actual)).as("%s", file).isEqualTo(String.join("\n", expected));
	}

}
