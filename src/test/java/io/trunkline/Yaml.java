package io.trunkline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML files of the project as plain maps; a key that stands twice is an error. */
final class Yaml {

	private Yaml() {
	}

	static Map<String, Object> first(String file) {
		return all(file).getFirst();
	}

	static List<Map<String, Object>> all(String file) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		try {
			Iterable<Object> documents = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
				.loadAll(Files.readString(Path.of(file)));
			return StreamSupport.stream(documents.spliterator(), false).map(Yaml::map).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The value under a dotted path, whose keys may themselves hold dots. */
	static Object at(Map<String, Object> map, String path) {
		for (Map.Entry<String, Object> entry : map.entrySet()) {
			if (path.equals(entry.getKey())) {
				return entry.getValue();
			}
			if (path.startsWith(entry.getKey() + ".")) {
				return at(map(entry.getValue()), path.substring(entry.getKey().length() + 1));
			}
		}
		throw new AssertionError("nothing at " + path);
	}

	/** A node that must be a map. */
	@SuppressWarnings("unchecked") // the loader makes nothing but strings of our keys
	static Map<String, Object> map(Object node) {
		return (Map<String, Object>) node;
	}

	/** A node that must be a list. */
	static List<?> list(Object node) {
		return (List<?>) node;
	}

}
