package io.trunkline.telephony.bandwidth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the files beside these tests. */
final class Fixtures {

	private static final Path ROOT = Path.of("src/test/resources/telephony/bandwidth");

	private static final Path DOCUMENTS = Path.of("src/test/resources/bxml");

	private Fixtures() {
	}

	static byte[] event(String name) {
		return read(ROOT.resolve("events/" + name + ".json"));
	}

	/** A document as it goes over the wire; the file is folded so that it can be read. */
	static String bxml(String name) {
		return new String(read(DOCUMENTS.resolve(name + ".xml")), StandardCharsets.UTF_8).replaceAll(">\\s+<", "><")
			.replaceAll("\\s*\n\\s*(?=[a-zA-Z]+=)", " ")
			.strip();
	}

	/** Names of all documents. */
	static List<String> documents() {
		return names(DOCUMENTS, ".xml");
	}

	/**
	 * Names of all events in a folder; the empty name is that of the events themselves.
	 */
	static List<String> events(String folder) {
		return names(ROOT.resolve("events").resolve(folder), ".json").stream()
			.map((name) -> (folder.isEmpty() ? "" : folder + "/") + name)
			.toList();
	}

	private static List<String> names(Path folder, String ending) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map((file) -> file.getFileName().toString())
				.filter((file) -> file.endsWith(ending))
				.map((file) -> file.replace(ending, ""))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] read(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
