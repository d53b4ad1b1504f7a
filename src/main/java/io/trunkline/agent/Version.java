package io.trunkline.agent;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.trunkline.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Names a definition by its content: the same on every pod that has the same definition.
 * Secrets do not count.
 */
final class Version {

	private static final int LENGTH = 8;

	private Version() {
	}

	static String of(Record definition) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256")
				.digest(written(definition).getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest).substring(0, LENGTH);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	/** The same text for equal values: what has no order is put in one. */
	private static String written(@Nullable Object value) {
		return switch (value) {
			case null -> "";
			case Secret _ -> "secret";
			case Record record -> Stream.of(record.getClass().getRecordComponents())
				.map((component) -> component.getName() + "=" + written(get(record, component)))
				.collect(Collectors.joining("\n", "{", "}"));
			case Map<?, ?> map -> {
				TreeMap<String, String> sorted = new TreeMap<>();
				map.forEach((key, each) -> sorted.put(String.valueOf(key), written(each)));
				yield sorted.toString();
			}
			case Set<?> set -> set.stream().map(Version::written).sorted().toList().toString();
			case Collection<?> list -> list.stream().map(Version::written).toList().toString();
			default -> value.toString();
		};
	}

	private static @Nullable Object get(Record record, RecordComponent component) {
		try {
			return component.getAccessor().invoke(record);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("a record of this room can be read", ex);
		}
	}

}
