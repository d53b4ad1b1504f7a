package io.trunkline.outbound;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Stand for texts that are compared and not kept: keys and wishes may hold what a store
 * should not.
 */
final class Digests {

	private Digests() {
	}

	/** SHA-256 in hexadecimal. */
	static String of(String text) {
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	/**
	 * The same for equal wishes, whatever their keys and the order of their variables.
	 */
	static String of(PlaceCall call) {
		Map<String, String> sorted = new TreeMap<>(call.variables());
		Stream<Object> variables = sorted.entrySet()
			.stream()
			.flatMap((each) -> Stream.of(each.getKey(), each.getValue()));
		Stream<Object> rest = Stream.of(call.to(), call.agent(), String.valueOf(call.from()),
				String.valueOf(call.ring()), String.valueOf(call.callback()));
		return of(written(Stream.concat(rest, variables).toList()));
	}

	/** With lengths, so that no two lists are written alike. */
	private static String written(List<Object> parts) {
		StringBuilder text = new StringBuilder();
		parts.forEach((part) -> text.append(part.toString().length()).append(':').append(part));
		return text.toString();
	}

}
