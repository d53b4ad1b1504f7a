package io.trunkline.speech.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpokenFormTests {

	private static final SpokenForm ENGLISH = SpokenForm.of("en", Map.of());

	private static final SpokenForm GERMAN = SpokenForm.of("de", Map.of());

	@ParameterizedTest
	@MethodSource("rows")
	void englishIsSaidAsPeopleSayIt(String written, String spoken) {
		List<Part> parts = ENGLISH.of(written);
		assertThat(SpokenForm.spoken(parts)).isEqualTo(spoken);
		assertThat(parts.stream().map(Part::text).collect(Collectors.joining())).isEqualTo(written);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '$', ignoreLeadingAndTrailingWhitespace = false,
			value = { "Das sind **3,5 kg** für 20 €.|Das sind 3,5 kg für 20 €.", "- Milch|Milch", "Gut 🎉!|Gut !",
					"Siehe [unsere Seite](https://example.com/x).|Siehe unsere Seite.",
					"Siehe https://www.example.com/x, bitte|Siehe example.com, bitte",
					"Am 21.11.2026 um 10:30|Am 21.11.2026 um 10:30", "max@example.com|max@example.com",
					"a_b und _c_|a_b und c" })
	void otherLanguagesLoseOnlyMarkup(String written, String spoken) {
		assertThat(SpokenForm.spoken(GERMAN.of(written))).isEqualTo(spoken);
	}

	@Test
	void wordsAreSaidAsTheAgentPronouncesThem() {
		Map<String, String> pronunciations = Map.of("SQL", "sequel", "Nguyen", "win", "C++", "C plus plus", "Dr. Who",
				"doctor who", " ", "nothing");
		for (String language : List.of("en", "de")) {
			SpokenForm form = SpokenForm.of(language, pronunciations);
			assertThat(SpokenForm.spoken(form.of("Ask nguyen for sql, not MySQL or C++; Dr. Who knows.")))
				.isEqualTo("Ask win for sequel, not MySQL or C plus plus; doctor who knows.");
		}
	}

	@Test
	void eachChangeIsAPartOfItsOwnSoThatItsWordsCanBeFound() {
		assertThat(ENGLISH.of("We owe **Dr. Lee** $5 today.")).containsExactly(new Part("We owe ", "We owe "),
				new Part("**", ""), new Part("Dr.", "Doctor"), new Part(" Lee", " Lee"), new Part("**", ""),
				new Part(" ", " "), new Part("$5", "five dollars"), new Part(" today.", " today."));
	}

	@Test
	void regionsOfEnglishAreEnglish() {
		assertThat(SpokenForm.spoken(SpokenForm.of("en-US", Map.of()).of("5%"))).isEqualTo("five percent");
	}

	@Test
	void marksAloneAreNotAudible() {
		assertThat(SpokenForm.isAudible(SpokenForm.spoken(ENGLISH.of("** 🎉 --- \n")))).isFalse();
		assertThat(SpokenForm.isAudible("é")).isTrue();
	}

	static Stream<List<String>> source() throws IOException {
		try (InputStream file = Objects
			.requireNonNull(SpokenFormTests.class.getResourceAsStream("/speech/spoken-form.txt"))) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> line.contains(" => "))
				.filter((line) -> !line.startsWith("# What"))
				.map((line) -> List.of(line.replace("\\n", "\n").split(" => ", 2)))
				.toList()
				.stream();
		}
	}

	static Stream<Object[]> rows() throws IOException {
		return source().map(List::toArray);
	}

}
