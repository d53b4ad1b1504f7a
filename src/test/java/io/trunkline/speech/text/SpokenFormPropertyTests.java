package io.trunkline.speech.text;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for any text at all, however broken. */
class SpokenFormPropertyTests {

	private static final List<SpokenForm> FORMS = List.of(SpokenForm.of("en", Map.of("SQL", "sequel")),
			SpokenForm.of("de", Map.of()));

	private static final List<String> FRAGMENTS = List.of("**", "*", "_", "__", "`", "```", "~~", "#", "\n# ", "\n- ",
			"\n1. ", "\n> ", "|", "\n|---|\n", "[", "](", ")", "![", "]", "<", ">", "<b>", "https://", "http",
			"HTTP://", "www.", "example.com", "/a?b=c", "@", "john.doe@example.com", "🎉", "👋🏽", "👨‍👩‍👧", "🇺🇸",
			"1️⃣", "❤️", "\uD83C", "\uDF89", "\u0000", "\uFEFF", "\u200D", "$", "€", "5", "10:30", "am", "p.m.",
			"2026-11-21", "11/21", "1,200", "3.5", "+1 555 123 4567", "-", "–", "%", "°C", "kg", "Dr.", "St.", "e.g.",
			"No.", "etc.", "Nov.", "AB1234", "99999999999999999999", ".", ",", "!", "?", ":", ";", " ", " ", " ", "\n",
			"\t", "word", "Word", "straße", "中文", "１２", "٣", "e\u0301", "\\", "&amp;", "=", "x", "'", "\"");

	/** Marks that no voice should meet, wherever they stand. */
	private static final Pattern MARKS = Pattern.compile("[*`|]|~~|__|\\]\\(|(?m:^#{1,6} )|(?i:http)"
			+ "|[\\p{IsExtended_Pictographic}\\p{IsEmoji_Presentation}\\x{1F1E6}-\\x{1F1FF}]");

	@ParameterizedTest
	@MethodSource("seeds")
	void partsGiveTheTextBackAndNoMarkIsSaid(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 20; round++) {
			String text = text(random);
			for (SpokenForm form : FORMS) {
				List<Part> parts = form.of(text);
				assertThat(parts.stream().map(Part::text).collect(Collectors.joining())).as("seed %d", seed)
					.isEqualTo(text);
				assertThat(parts).as("seed %d: %s", seed, text)
					.allSatisfy((part) -> assertThat(part.text()).isNotEmpty())
					.noneMatch((part) -> MARKS.matcher(part.spoken()).find());
			}
		}
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void anyCharactersAreTaken(long seed) {
		Random random = new Random(seed);
		String text = random.ints(200, 0, Character.MAX_CODE_POINT + 1)
			.map((point) -> random.nextBoolean() ? point : point % 0x3000)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
		for (SpokenForm form : FORMS) {
			assertThat(form.of(text).stream().map(Part::text).collect(Collectors.joining())).isEqualTo(text);
		}
	}

	@ParameterizedTest
	@MethodSource("fragments")
	void longRunsOfOneThingAreTaken(String fragment) {
		String text = fragment.repeat(8000 / fragment.length());
		for (SpokenForm form : FORMS) {
			assertThat(form.of(text).stream().map(Part::text).collect(Collectors.joining())).isEqualTo(text);
		}
	}

	private static String text(Random random) {
		StringBuilder text = new StringBuilder();
		for (int piece = 1 + random.nextInt(12); piece > 0; piece--) {
			text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
		}
		return text.toString();
	}

	static List<String> fragments() {
		return Stream.concat(FRAGMENTS.stream(), Stream.of("1.", "1,111,", "1-", "(1)", "a.", "a@", "A-", "Jan ", "$1"))
			.toList();
	}

	static LongStream seeds() {
		return LongStream.range(0, 100);
	}

}
