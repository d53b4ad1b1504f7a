package io.trunkline.agent;

import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TemplateTests {

	private static final String[] PIECES = { "{{name}}", "{{ Other_Name }}", "{{unset}}", "Hello, ", "{", "}", " ",
			"$1", "\\", "ä€😀", "{name}", "\n" };

	private static final Map<String, String> VALUES = Map.of("name", "{{othername}}$0\\", "othername", "{{", "x", "y");

	@Test
	void variablesAreFilledInHoweverTheirNameIsWritten() {
		Map<String, String> values = Map.of("customername", "Ada");
		assertThat(Template.render("{{customer_name}}, {{customerName}}, {{ customer-name }}", values))
			.isEqualTo("Ada, Ada, Ada");
	}

	@Test
	void bracesOfAValueMeanNothing() {
		assertThat(Template.render("Hello {{name}}.", Map.of("name", "{{secret}}", "secret", "s3")))
			.isEqualTo("Hello {{secret}}.");
	}

	@Test
	void namesAreToldAsTheyAreWritten() {
		assertThat(Template.variables("{{b}} {{ a_b }} {{b}} {c} {{}}")).containsExactly("a_b", "b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{{}}", "{{ name", "name}}", "{{first name}}", "{{1st}}", "{{{{name}}" })
	void bracesAroundNoNameAreBroken(String text) {
		assertThat(Template.isBroken(text)).isTrue();
	}

	@Test
	void singleBracesAreText() {
		assertThat(Template.isBroken("{name} } {")).isFalse();
		assertThat(Template.render("{name} } {", Map.of("name", "Ada"))).isEqualTo("{name} } {");
	}

	/**
	 * Rendering piece by piece is rendering the whole: no value reaches beyond its place.
	 */
	@Test
	void eachVariableStandsForItself() {
		Random random = new Random(20261121);
		for (int round = 0; round < 5000; round++) {
			StringBuilder text = new StringBuilder();
			StringBuilder expected = new StringBuilder();
			for (int at = random.nextInt(8); at > 0; at--) {
				String piece = PIECES[random.nextInt(PIECES.length)];
				text.append(piece).append('.');
				expected.append(rendered(piece)).append('.');
			}
			assertThat(Template.render(text.toString(), VALUES)).isEqualTo(expected.toString());
		}
	}

	private static String rendered(String piece) {
		return switch (piece) {
			case "{{name}}" -> "{{othername}}$0\\";
			case "{{ Other_Name }}" -> "{{";
			case "{{unset}}" -> "";
			default -> piece;
		};
	}

}
