package io.trunkline.language.openai;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.trunkline.language.openai.SseSplitter.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SseSplitterTests {

	private static final String MIXED = String.join("", "\uFEFF: hello\r\n\r\n", "data: één\n\n", "data:no blank\r\r",
			"event: error\ndata: a\ndata: b\nid: 7\n\n", ":\n\n", "retry: 10\r\n\r\n", "data\n\n",
			"data: 漢字 🎉\r\n\r\n", "data:  two blanks\n\n", "data: [DONE]\n\n");

	private static final List<Event> MIXED_EVENTS = List.of(new Event("", "één"), new Event("", "no blank"),
			new Event("error", "a\nb"), new Event("", ""), new Event("", "漢字 🎉"), new Event("", " two blanks"),
			new Event("", "[DONE]"));

	@Test
	void allLineEndsAndFieldsAreUnderstood() {
		assertThat(split(MIXED)).isEqualTo(MIXED_EVENTS);
	}

	@Test
	void anEventIsGivenOutWithTheByteThatEndsIt() {
		SseSplitter splitter = new SseSplitter();
		assertThat(splitter.feed(bytes("data: a\n"))).isEmpty();
		assertThat(splitter.feed(bytes("\n"))).containsExactly(new Event("", "a"));
		assertThat(splitter.feed(bytes("data: b\r\n\r"))).containsExactly(new Event("", "b"));
		assertThat(splitter.feed(bytes("\ndata: c\n\n"))).containsExactly(new Event("", "c"));
	}

	@Test
	void theEndOfTheBodyEndsTheLastEvent() {
		assertThat(split("data: a\n\ndata: [DONE]")).containsExactly(new Event("", "a"), new Event("", "[DONE]"));
		assertThat(split("data: a\n\n: bye")).containsExactly(new Event("", "a"));
	}

	@Test
	void theNameOfAnEventDoesNotReachTheNextOne() {
		assertThat(split("event: error\ndata: a\n\ndata: b\n\nevent: lost\n\ndata: c\n\n"))
			.containsExactly(new Event("error", "a"), new Event("", "b"), new Event("", "c"));
	}

	@Test
	void everyCutInTwoGivesTheSameEvents() {
		byte[] document = MIXED.getBytes(StandardCharsets.UTF_8);
		for (int cut = 0; cut <= document.length; cut++) {
			assertThat(split(
					List.of(Arrays.copyOfRange(document, 0, cut), Arrays.copyOfRange(document, cut, document.length))))
				.as("cut at byte %d", cut)
				.isEqualTo(MIXED_EVENTS);
		}
	}

	@Test
	void anEndlessLineFails() {
		SseSplitter splitter = new SseSplitter();
		assertThat(splitter.feed(bytes("x".repeat(SseSplitter.LIMIT)))).isEmpty();
		assertThatExceptionOfType(ChatFailure.class).isThrownBy(() -> splitter.feed(bytes("x")));
	}

	@Test
	void anEndlessEventFails() {
		SseSplitter splitter = new SseSplitter();
		ByteBuffer line = bytes("data: " + "x".repeat(1000) + "\n");
		assertThatExceptionOfType(ChatFailure.class)
			.isThrownBy(() -> IntStream.range(0, 300).forEach((_) -> splitter.feed(line.duplicate())));
	}

	@ParameterizedTest
	@CsvSource({ "'data: x\\n\\n'", "'data:x\\r\\n\\r\\n'", "'data: x\\r\\r'", "': c\\ndata: x\\n\\n'" })
	void oneEventInAnyDress(String escaped) {
		assertThat(split(escaped.replace("\\n", "\n").replace("\\r", "\r"))).containsExactly(new Event("", "x"));
	}

	/** What is written and cut at random is read as it was meant. */
	@ParameterizedTest
	@MethodSource("seeds")
	void randomDocumentsSurviveRandomCuts(long seed) {
		Random random = new Random(seed);
		List<Event> events = new ArrayList<>();
		StringBuilder document = new StringBuilder();
		for (int i = random.nextInt(8); i >= 0; i--) {
			Event event = randomEvent(random);
			events.add(event);
			write(event, document, random);
		}
		byte[] bytes = document.toString().getBytes(StandardCharsets.UTF_8);
		assertThat(split(cut(bytes, random))).as("seed %d", seed).isEqualTo(events);
	}

	/** Whatever comes, it is the same however it is cut. */
	@ParameterizedTest
	@MethodSource("seeds")
	void randomBytesSurviveRandomCuts(long seed) {
		Random random = new Random(seed);
		byte[] alphabet = "data: event:\r\n\r\n\n\n::x\u00e9".getBytes(StandardCharsets.UTF_8);
		byte[] bytes = new byte[random.nextInt(400)];
		for (int i = 0; i < bytes.length; i++) {
			bytes[i] = alphabet[random.nextInt(alphabet.length)];
		}
		assertThat(split(cut(bytes, random))).as("seed %d", seed).isEqualTo(split(List.of(bytes)));
	}

	static IntStream seeds() {
		return IntStream.range(0, 500);
	}

	private static Event randomEvent(Random random) {
		String[] words = { "", "{\"a\":1}", "één", "🎉", ":", " ", "data: x", "line\nline", "\n", "漢字", "\uFEFF" };
		StringBuilder data = new StringBuilder();
		for (int i = random.nextInt(5); i >= 0; i--) {
			data.append(words[random.nextInt(words.length)]);
		}
		return new Event(random.nextInt(4) == 0 ? "error" : "", data.toString());
	}

	private static void write(Event event, StringBuilder document, Random random) {
		String[] ends = { "\n", "\r\n", "\r" };
		if (!event.name().isEmpty()) {
			document.append("event: ").append(event.name()).append(ends[random.nextInt(3)]);
		}
		for (String line : event.data().split("\n", -1)) {
			if (random.nextInt(4) == 0) {
				document.append(": keep-alive").append(ends[random.nextInt(3)]);
			}
			boolean blank = line.startsWith(" ") || random.nextBoolean();
			document.append(blank ? "data: " : "data:").append(line).append(ends[random.nextInt(3)]);
		}
		// A lone CR here and an LF at the start of the next line would be one line end.
		document.append(random.nextBoolean() ? "\n" : "\r\n");
		if (document.charAt(document.length() - 2) == '\r') {
			document.append("\n");
		}
	}

	private static List<byte[]> cut(byte[] bytes, Random random) {
		List<byte[]> parts = new ArrayList<>();
		for (int from = 0; from < bytes.length;) {
			int to = Math.min(bytes.length, from + random.nextInt(6));
			parts.add(Arrays.copyOfRange(bytes, from, to));
			from = to;
		}
		return parts;
	}

	private static List<Event> split(String document) {
		return split(List.of(document.getBytes(StandardCharsets.UTF_8)));
	}

	private static List<Event> split(List<byte[]> parts) {
		SseSplitter splitter = new SseSplitter();
		List<Event> events = new ArrayList<>();
		parts.forEach((part) -> events.addAll(splitter.feed(ByteBuffer.wrap(part))));
		events.addAll(splitter.end());
		return events;
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
