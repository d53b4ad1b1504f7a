package io.trunkline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Starts an application without beans of its own: the check comes before them. Variables
 * are given as command line arguments, which application.yml reads alike.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartCheckTests {

	private static final String CANARY = "canary-7f3a";

	@Test
	void productionNamesEverythingThatIsMissingAtOnce(CapturedOutput output) {
		assertRefused("--spring.profiles.active=production");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(wanted().map(RequiredSetting::name).toList())
			.contains(wanted().map(RequiredSetting::purpose).toList())
			.doesNotContain("TWILIO_")
			.contains("deploy/secret.yaml")
			.doesNotContain("\tat io.trunkline");
	}

	private static Stream<RequiredSetting> wanted() {
		return Stream.of(RequiredSetting.values()).filter((setting) -> setting.isWanted(Set.of()));
	}

	@Test
	void oneCarrierIsEnough() {
		List<String> arguments = production();
		arguments.removeIf((argument) -> argument.startsWith("--BANDWIDTH_"));
		start(arguments.toArray(String[]::new)).close();
		arguments = production();
		arguments.removeIf((argument) -> argument.startsWith("--TWILIO_"));
		start(arguments.toArray(String[]::new)).close();
	}

	@ParameterizedTest
	@EnumSource
	void productionNamesExactlyTheOneThatIsMissing(RequiredSetting missing, CapturedOutput output) {
		List<String> arguments = production();
		arguments.removeIf((argument) -> argument.startsWith("--" + missing.name() + "="));
		assertRefused(arguments.toArray(String[]::new));
		for (RequiredSetting setting : RequiredSetting.values()) {
			assertThat(output.toString().contains(setting + " ")).as(setting.name()).isEqualTo(setting == missing);
		}
		assertThat(output).doesNotContain(CANARY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--trunkline.agents.reception.engine=echo", "--trunkline.providers.model=acme" })
	void withoutAModelOfOpenAiItsKeyIsNotNeeded(String choice, CapturedOutput output) {
		List<String> arguments = production();
		arguments.remove("--OPENAI_API_KEY=" + CANARY);
		arguments.add(choice);
		start(arguments.toArray(String[]::new)).close();
		assertThat(output).doesNotContain("OPENAI_API_KEY");
	}

	@Test
	void oneAgentThatThinksNeedsTheKey(CapturedOutput output) {
		List<String> arguments = production();
		arguments.remove("--OPENAI_API_KEY=" + CANARY);
		arguments.add("--trunkline.agents.reception.engine=echo");
		arguments.add("--trunkline.agents.sales.numbers=+12025550123");
		assertRefused(arguments.toArray(String[]::new));
		assertThat(output).contains("OPENAI_API_KEY").doesNotContain("CARTESIA_API_KEY");
	}

	@Test
	void whereOthersHearAndSpeakCartesiaIsNotNeeded(CapturedOutput output) {
		List<String> arguments = production();
		arguments.removeIf((argument) -> argument.startsWith("--CARTESIA"));
		arguments.add("--trunkline.providers.synthesizer=acme");
		assertRefused(arguments.toArray(String[]::new));
		assertThat(output).contains("CARTESIA_API_KEY").doesNotContain("CARTESIA_VOICE_ID");
		arguments.add("--trunkline.providers.recognizer=acme");
		start(arguments.toArray(String[]::new)).close();
	}

	@Test
	void aBlankVariableIsMissing(CapturedOutput output) {
		List<String> arguments = production();
		arguments.add("--OPENAI_API_KEY=  ");
		arguments.remove("--OPENAI_API_KEY=" + CANARY);
		assertRefused(arguments.toArray(String[]::new));
		assertThat(output).contains("OPENAI_API_KEY").doesNotContain("CARTESIA_API_KEY");
	}

	@Test
	void aCompleteProductionStarts(CapturedOutput output) {
		start(production().toArray(String[]::new)).close();
		assertThat(output).doesNotContain("FAILED TO START").doesNotContain("out of reach").doesNotContain(CANARY);
	}

	@Test
	void propertiesCountAsMuchAsVariables() {
		String[] arguments = Stream
			.concat(Stream.of("--spring.profiles.active=production"),
					Stream.of(RequiredSetting.values())
						.map((setting) -> "--" + setting.property() + "=" + value(setting)))
			.toArray(String[]::new);
		start(arguments).close();
	}

	@Test
	void plainHttpIsUnfit(CapturedOutput output) {
		List<String> arguments = production();
		arguments.replaceAll((argument) -> argument.replace("=https://", "=http://"));
		assertRefused(arguments.toArray(String[]::new));
		assertThat(output).contains("PUBLIC_URL").contains("https://host").doesNotContain("is missing");
	}

	@Test
	void plainHttpToThisMachineStartsWithAWarning(CapturedOutput output) {
		List<String> arguments = production();
		arguments.replaceAll((argument) -> argument.replace("https://voice.example.com", "http://127.0.0.1:8080"));
		start(arguments.toArray(String[]::new)).close();
		assertThat(output).contains("out of reach for carriers");
	}

	@Test
	void sandboxAndProductionExcludeEachOther(CapturedOutput output) {
		assertRefused("--spring.profiles.active=sandbox,production");
		assertThat(output).contains("exclude each other").contains("Choose one").doesNotContain("CARTESIA");
	}

	@Test
	void theSandboxIsTheDefaultAndNeedsNothing() {
		try (ConfigurableApplicationContext context = start()) {
			assertThat(context.getEnvironment().getActiveProfiles()).isEmpty();
			assertThat(context.getEnvironment().matchesProfiles("sandbox")).isTrue();
			assertThat(context.getEnvironment().getProperty("trunkline.bandwidth.account-id")).isEqualTo("9900000");
		}
	}

	private static void assertRefused(String... arguments) {
		assertThatThrownBy(() -> start(arguments)).isInstanceOf(StartRefusedException.class);
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(StartCheckTests.class).web(WebApplicationType.NONE).run(arguments);
	}

	private static List<String> production() {
		List<String> arguments = new ArrayList<>();
		arguments.add("--spring.profiles.active=production");
		for (RequiredSetting setting : RequiredSetting.values()) {
			arguments.add("--" + setting.name() + "=" + value(setting));
		}
		return arguments;
	}

	private static String value(RequiredSetting setting) {
		return (setting == RequiredSetting.PUBLIC_URL) ? "https://voice.example.com" : CANARY;
	}

}
