package io.trunkline.telephony.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) forwards from bytes in UTF-8 and makes nothing of what is not
 * asked for: media messages come each 20 ms, and most of their fields do not matter. For
 * one message and one thread.
 */
public final class JsonScan {

	private static final int MAX_DEPTH = 20;

	private final byte[] in;

	private final int end;

	private int at;

	private Text name = Text.EMPTY;

	private boolean first;

	/**
	 * Stands before the value that the bytes up to {@code length} hold.
	 */
	public JsonScan(byte[] in, int length) {
		this.in = in;
		this.end = length;
	}

	/** Goes into the object that comes next. */
	public void enterObject() {
		expect('{');
		this.first = true;
	}

	/**
	 * Goes into the value if it is an object, past it otherwise.
	 * @return whether the scan is in the object
	 */
	public boolean entersObject() {
		if (peek() != '{') {
			skip();
			return false;
		}
		enterObject();
		return true;
	}

	/**
	 * Goes to the value of the next field, which must be taken or skipped then.
	 * @return false after the last field; the scan has left the object
	 */
	public boolean nextField() {
		if (peek() == '}') {
			this.at++;
			this.first = false;
			return false;
		}
		if (!this.first) {
			expect(',');
		}
		this.first = false;
		this.name = string();
		expect(':');
		return true;
	}

	/** Whether the field is called this. */
	public boolean fieldIs(byte[] ascii) {
		return is(this.name, ascii);
	}

	/** Takes the value if it is a string, skips it otherwise. */
	public @Nullable Text text() {
		if (peek() == '"') {
			return string();
		}
		skip();
		return null;
	}

	/** Takes the value if it is a string or a number, skips it otherwise. */
	public @Nullable Text textOrNumber() {
		int next = peek();
		if (next != '-' && (next < '0' || next > '9')) {
			return text();
		}
		int from = this.at;
		number();
		return new Text(from, this.at, false);
	}

	/** Goes past the value. */
	public void skip() {
		skip(MAX_DEPTH);
	}

	/** Makes sure that nothing but white space is left. */
	public void finish() {
		blank();
		if (this.at != this.end) {
			throw new Malformed();
		}
	}

	/** Whether the text is this one. */
	public boolean is(Text text, byte[] ascii) {
		if (text.escaped()) {
			return string(text).equals(new String(ascii, StandardCharsets.US_ASCII));
		}
		return Arrays.equals(this.in, text.from(), text.to(), ascii, 0, ascii.length);
	}

	/** The text with its escapes resolved. */
	public String string(Text text) {
		String raw = new String(this.in, text.from(), text.to() - text.from(), StandardCharsets.UTF_8);
		return text.escaped() ? unescape(raw) : raw;
	}

	/**
	 * The number that a text writes in digits, or -1 if it is none below 10^18.
	 */
	public long decimal(Text text) {
		if (text.escaped()) {
			byte[] digits = string(text).getBytes(StandardCharsets.UTF_8);
			return decimal(digits, 0, digits.length);
		}
		return decimal(this.in, text.from(), text.to());
	}

	private static long decimal(byte[] digits, int from, int to) {
		if (from == to || to - from > 18) {
			return -1;
		}
		long number = 0;
		for (int i = from; i < to; i++) {
			int digit = digits[i] - '0';
			if (digit < 0 || digit > 9) {
				return -1;
			}
			number = 10 * number + digit;
		}
		return number;
	}

	/**
	 * The bytes that a text writes in base64 (RFC 4648, 4).
	 * @throws IllegalArgumentException if it writes none
	 */
	public byte[] base64(Text text) {
		if (text.escaped()) {
			return Base64.getDecoder().decode(string(text));
		}
		ByteBuffer bytes = Base64.getDecoder().decode(ByteBuffer.wrap(this.in, text.from(), text.to() - text.from()));
		return (bytes.remaining() == bytes.array().length) ? bytes.array()
				: Arrays.copyOf(bytes.array(), bytes.remaining());
	}

	private static String unescape(String raw) {
		StringBuilder out = new StringBuilder(raw.length());
		for (int i = 0; i < raw.length(); i++) {
			char c = raw.charAt(i);
			if (c != '\\') {
				out.append(c);
				continue;
			}
			char kind = raw.charAt(++i);
			if (kind == 'u') {
				out.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
				i += 4;
			}
			else {
				out.append(unescape(kind));
			}
		}
		return out.toString();
	}

	private static char unescape(char kind) {
		return switch (kind) {
			case 'b' -> '\b';
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> kind;
		};
	}

	private void skip(int depth) {
		if (depth == 0) {
			throw new Malformed();
		}
		switch (peek()) {
			case '{' -> skipObject(depth);
			case '[' -> skipArray(depth);
			case '"' -> string();
			case 't' -> literal("true");
			case 'f' -> literal("false");
			case 'n' -> literal("null");
			default -> number();
		}
	}

	private void skipObject(int depth) {
		expect('{');
		if (peek() == '}') {
			this.at++;
			return;
		}
		do {
			string();
			expect(':');
			skip(depth - 1);
		}
		while (another('}'));
	}

	private void skipArray(int depth) {
		expect('[');
		if (peek() == ']') {
			this.at++;
			return;
		}
		do {
			skip(depth - 1);
		}
		while (another(']'));
	}

	private boolean another(char closing) {
		int next = peek();
		this.at++;
		if (next != ',' && next != closing) {
			throw new Malformed();
		}
		return next == ',';
	}

	private Text string() {
		expect('"');
		int from = this.at;
		boolean escaped = false;
		while (true) {
			int b = next();
			if (b == '"') {
				return new Text(from, this.at - 1, escaped);
			}
			if (b == '\\') {
				escaped = true;
				escape();
			}
			else if (b >= 0 && b < ' ') {
				throw new Malformed();
			}
		}
	}

	private void escape() {
		switch (next()) {
			case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
			}
			case 'u' -> {
				for (int digit = 0; digit < 4; digit++) {
					if (Character.digit(next(), 16) < 0) {
						throw new Malformed();
					}
				}
			}
			default -> throw new Malformed();
		}
	}

	private void number() {
		skipIf('-');
		if (!skipIf('0')) {
			digits();
		}
		if (skipIf('.')) {
			digits();
		}
		if (skipIf('e') || skipIf('E')) {
			if (!skipIf('+')) {
				skipIf('-');
			}
			digits();
		}
	}

	private void digits() {
		int from = this.at;
		while (this.at < this.end && this.in[this.at] >= '0' && this.in[this.at] <= '9') {
			this.at++;
		}
		if (this.at == from) {
			throw new Malformed();
		}
	}

	private boolean skipIf(char wanted) {
		if (this.at < this.end && this.in[this.at] == wanted) {
			this.at++;
			return true;
		}
		return false;
	}

	private void literal(String wanted) {
		for (int i = 0; i < wanted.length(); i++) {
			if (next() != wanted.charAt(i)) {
				throw new Malformed();
			}
		}
	}

	private void expect(char wanted) {
		if (peek() != wanted) {
			throw new Malformed();
		}
		this.at++;
	}

	/** The byte that begins the next token, still to be read. */
	private int peek() {
		blank();
		if (this.at >= this.end) {
			throw new Malformed();
		}
		return this.in[this.at];
	}

	private int next() {
		if (this.at >= this.end) {
			throw new Malformed();
		}
		return this.in[this.at++];
	}

	private void blank() {
		while (this.at < this.end && isBlank(this.in[this.at])) {
			this.at++;
		}
	}

	private static boolean isBlank(byte b) {
		return b == ' ' || b == '\n' || b == '\r' || b == '\t';
	}

	/**
	 * Where a string stands between its quotes.
	 *
	 * @param escaped whether it has escapes, so that its bytes are not its characters
	 */
	public record Text(int from, int to, boolean escaped) {

		static final Text EMPTY = new Text(0, 0, false);

	}

	/** The bytes are no JSON, or nested too deeply. Has no trace: it is no accident. */
	public static final class Malformed extends RuntimeException {

		private Malformed() {
			super("malformed JSON", null, false, false);
		}

	}

}
