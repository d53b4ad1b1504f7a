package io.trunkline.telephony;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Objects with their fields in any order, white space, escapes and foreign fields.
 *
 * @param names of foreign fields, and texts
 * @param numbers as they may be written
 */
public record RandomJson(Random random, List<String> names, List<String> numbers) {

	/** Bytes that are no JSON, though half of them begin like it. */
	public static byte[] garbage(Random random) {
		byte[] bytes = new byte[random.nextInt(400)];
		random.nextBytes(bytes);
		if (bytes.length > 0 && random.nextBoolean()) {
			bytes[0] = '{';
		}
		return bytes;
	}

	/**
	 * An object.
	 * @param field writes a field of this kind, counted from 0
	 * @param most fields but one
	 */
	public String object(int kinds, int most, IntFunction<String> field) {
		StringBuilder out = new StringBuilder(blank()).append('{');
		int[] order = this.random.ints(0, kinds).limit(2 + this.random.nextInt(most)).toArray();
		for (int i = 0; i < order.length; i++) {
			out.append((i > 0) ? "," : "").append(blank()).append(field.apply(order[i])).append(blank());
		}
		return out.append('}').append(blank()).toString();
	}

	/** Sound in Base64, or something else in its place. */
	public String payload() {
		byte[] bytes = new byte[this.random.nextInt(8)];
		this.random.nextBytes(bytes);
		String base64 = Base64.getEncoder().encodeToString(bytes);
		return oneIn(10) ? value(1) : string(oneIn(10) ? base64 + "*" : base64);
	}

	public String pair(String name, String value) {
		return string(name) + blank() + ":" + blank() + value;
	}

	public String foreignField(int depth) {
		return pair(pick(this.names), value(depth));
	}

	public String value(int depth) {
		return switch (this.random.nextInt((depth > 0) ? 7 : 5)) {
			case 0 -> string(pick(this.names));
			case 1 -> number();
			case 2 -> "true";
			case 3 -> "null";
			case 4 -> "false";
			case 5 -> "{" + blank() + join(() -> foreignField(depth - 1)) + "}";
			default -> "[" + blank() + join(() -> value(depth - 1)) + "]";
		};
	}

	public String join(Supplier<String> part) {
		return String.join(blank() + "," + blank(),
				IntStream.range(0, this.random.nextInt(5)).mapToObj((_) -> part.get()).toList());
	}

	public String number() {
		return pick(this.numbers);
	}

	/** A number as a text, rarely a negative one. */
	public String counter() {
		return string(Long.toString(this.random.nextLong(-9, 100_000)));
	}

	public String string(String text) {
		StringBuilder out = new StringBuilder("\"");
		text.chars().forEach((c) -> out.append(character((char) c)));
		return out.append('"').toString();
	}

	private String character(char c) {
		if (c == '"' || c == '\\') {
			return "\\" + c;
		}
		if (oneIn(15)) {
			return "\\u%04x".formatted((int) c);
		}
		return (c == '/' && this.random.nextBoolean()) ? "\\/" : String.valueOf(c);
	}

	public String blank() {
		return oneIn(4) ? pick(List.of(" ", "\n", "\t", "\r\n  ")) : "";
	}

	public String pick(List<String> options) {
		return options.get(this.random.nextInt(options.size()));
	}

	public boolean oneIn(int times) {
		return this.random.nextInt(times) == 0;
	}

}
