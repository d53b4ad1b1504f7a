package io.trunkline.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.trunkline.outbound.NumberRules.Reason;
import io.trunkline.outbound.NumberRules.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

class NumberRulesTests {

	private static final Pattern CODE_POINT = Pattern.compile("\\{([0-9A-F]{4})}");

	private static final NumberRules NORTH_AMERICA = new NumberRules(List.of("US", "CA"));

	@ParameterizedTest(name = "{1} {3}")
	@CsvFileSource(resources = "/outbound/numbers.csv", delimiter = '|', quoteCharacter = '\'', numLinesToSkip = 1)
	void numbersOfTheTable(String countries, String number, String verdict, @Nullable String what) {
		List<String> listed = Arrays.stream(countries.split(",")).filter((each) -> !each.isEmpty()).toList();
		String text = CODE_POINT.matcher(number)
			.replaceAll((code) -> Character.toString(Integer.parseInt(code.group(1), 16)));
		assertThat(said(new NumberRules(listed).check(text))).as("%s", what).isEqualTo(verdict);
	}

	@Test
	void whatIsAllowedIsCalledAsItWasWritten() {
		assertThat(NORTH_AMERICA.check("+1 (202) 555-0123")).isInstanceOfSatisfying(Verdict.Allowed.class,
				(allowed) -> assertThat(allowed.number().e164()).isEqualTo("+12025550123"));
	}

	@RepeatedTest(20)
	void whateverIsAllowedIsNorthAmericanAndNotAService(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		for (int i = 0; i < 5_000; i++) {
			String text = random.nextInt(4) == 0 ? anything(random) : "+1" + digits(random, 10);
			if (NORTH_AMERICA.check(text) instanceof Verdict.Allowed(var number)) {
				assertThat(number.e164()).matches("\\+1[2-9][0-9]{2}[2-9][0-9]{6}")
					.doesNotMatch("\\+1(900|976|911|700|710|600|876|809|829|849|242|284|345|441|473|649|664).*")
					.doesNotMatch("\\+1...(976|[2-9]11).*")
					.isEqualTo("+" + text.replaceAll("[ .()+-]", ""));
			}
		}
	}

	@Test
	void eachReasonSaysWhatItMeansWithoutANumber() {
		for (Reason reason : Reason.values()) {
			assertThat(reason.sentence()).startsWith("is ").doesNotContain("_");
		}
	}

	private static String said(Verdict verdict) {
		return switch (verdict) {
			case Verdict.Allowed _ -> "ALLOWED";
			case Verdict.Refused(Reason reason) -> reason.name();
		};
	}

	private static String anything(Random random) {
		String alphabet = "+0123456789 .()-;x,*#sip:@\u200b\uff10";
		return random.ints(random.nextInt(20), 0, alphabet.length())
			.mapToObj((at) -> String.valueOf(alphabet.charAt(at)))
			.collect(Collectors.joining());
	}

	private static String digits(Random random, int count) {
		return random.ints(count, 0, 10).mapToObj(Integer::toString).collect(Collectors.joining());
	}

}
