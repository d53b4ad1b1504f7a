package io.trunkline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Starts an application without beans of its own: the check comes before them. Settings
 * are given as command line arguments, and application.yml reads variables from there.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartCheckTests {

	private static final String CANARY = "canary-7f3a";

	@Test
	void productionNamesEverythingThatIsMissingAtOnce(CapturedOutput output) {
		assertRefused("--spring.profiles.active=production");
		List<RequiredSetting> wanted = Stream.of(RequiredSetting.values())
			.filter((setting) -> setting.name().matches("(PUBLIC|BANDWIDTH|CARTESIA|OPENAI)_.*"))
			.toList();
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(wanted.stream().map(RequiredSetting::variable).toList())
			.contains(wanted.stream().map(RequiredSetting::purpose).toList())
			.doesNotContain("TWILIO_AUTH_TOKEN")
			.contains("deploy/secret.yaml")
			.doesNotContain("\tat io.trunkline");
	}

	@ParameterizedTest
	@EnumSource
	void productionNamesExactlyTheOneThatIsMissing(RequiredSetting missing, CapturedOutput output) {
		List<String> arguments = without(production(), missing.property());
		assertThat(refused(arguments)).singleElement(InstanceOfAssertFactories.STRING)
			.startsWith(missing.variable() + " ")
			.contains(missing.purpose());
		assertThat(output).contains(missing.purpose()).doesNotContain(CANARY);
	}

	@Test
	void oneCarrierIsEnough() {
		start(without(production(), "trunkline.bandwidth."));
		start(without(production(), "trunkline.twilio.", "trunkline.outbound.carrier"));
		start(without(production(), "trunkline.bandwidth.", "trunkline.outbound.carrier",
				"trunkline.twilio.from-number"));
	}

	@Test
	void ofTheCarrierThatIsChosenNothingMayBeMissing() {
		assertThat(refused(without(production(), "trunkline.twilio."))).hasSize(3)
			.allSatisfy((problem) -> assertThat(problem).startsWith("TWILIO_"));
	}

	@Test
	void whatIsWrongWithTheCarrierOfAnAgentIsToldWithTheAgent() {
		start(with(without(production(), "trunkline.bandwidth.", "trunkline.twilio.", "trunkline.outbound.carrier"),
				"trunkline.agents.reception.outbound.carrier=twilio"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "trunkline.agents.reception.engine=echo", "trunkline.providers.model=acme" })
	void withoutAModelOfOpenAiItsKeyIsNotNeeded(String choice) {
		start(with(without(production(), "trunkline.openai.api-key"), choice));
	}

	@Test
	void eachMissingKeyIsNamedWithTheAgentsThatNeedIt() {
		List<String> arguments = with(without(production(), "trunkline.openai.api-key", "trunkline.realtime.api-key"),
				"trunkline.agents.reception.engine=echo", "trunkline.agents.support.numbers=+12025550124");
		assertThat(refused(arguments)).satisfiesExactly(
				(problem) -> assertThat(problem).startsWith("OPENAI_API_KEY")
					.endsWith("(for trunkline.agents.support)"),
				(problem) -> assertThat(problem).startsWith("OPENAI_API_KEY").endsWith("(for trunkline.agents.sales)"));
	}

	@Test
	void ofManyAgentsThatNeedAKeyAFewAreNamed() {
		List<String> arguments = without(production(), "trunkline.openai.api-key");
		for (int i = 0; i < 4; i++) {
			arguments.add("--trunkline.agents.a" + i + ".numbers=+1202555012" + i);
		}
		assertThat(refused(arguments)).singleElement(InstanceOfAssertFactories.STRING)
			.containsPattern("\\(for trunkline\\.agents\\.\\w+(, trunkline\\.agents\\.\\w+){2} and 2 more\\)$");
	}

	@Test
	void agentsWithOneSocketNeedNoOtherProvider() {
		start(with(without(production(), "trunkline.openai.", "trunkline.cartesia."),
				"trunkline.agents.reception.engine=REALTIME"));
	}

	@Test
	void anAgentWithAVoiceOfItsOwnNeedsNoOther() {
		start(with(without(production(), "trunkline.cartesia.voice-id"), "trunkline.agents.reception.voice=ada"));
	}

	@Test
	void whereOthersHearAndSpeakCartesiaIsNotNeeded() {
		List<String> arguments = with(without(production(), "trunkline.cartesia."),
				"trunkline.providers.synthesizer=acme");
		assertThat(refused(arguments)).singleElement(InstanceOfAssertFactories.STRING).startsWith("CARTESIA_API_KEY");
		start(with(arguments, "trunkline.providers.recognizer=acme"));
	}

	@Test
	void aBlankSettingIsMissing() {
		assertThat(refused(with(without(production(), "trunkline.openai."), "trunkline.openai.api-key=  ")))
			.singleElement(InstanceOfAssertFactories.STRING)
			.startsWith("OPENAI_API_KEY");
	}

	@Test
	void aCompleteProductionStarts(CapturedOutput output) {
		start(production());
		assertThat(output).doesNotContain("FAILED TO START").doesNotContain("out of reach").doesNotContain(CANARY);
	}

	@Test
	void variablesCountAsMuchAsProperties() {
		start(Stream
			.concat(Stream.of("--spring.profiles.active=production", "--trunkline.agents.sales.engine=realtime"),
					Stream.of(RequiredSetting.values())
						.map((setting) -> "--" + setting.variable() + "=" + value(setting)))
			.distinct()
			.toList());
	}

	@Test
	void plainHttpIsUnfit(CapturedOutput output) {
		List<String> arguments = production();
		arguments.replaceAll((argument) -> argument.replace("=https://", "=http://"));
		refused(arguments);
		assertThat(output).contains("PUBLIC_URL").contains("https://host").doesNotContain("is missing");
	}

	@Test
	void plainHttpToThisMachineStartsWithAWarning(CapturedOutput output) {
		List<String> arguments = production();
		arguments.replaceAll((argument) -> argument.replace("https://voice.example.com", "http://127.0.0.1:8080"));
		start(arguments);
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

	private static void start(List<String> arguments) {
		start(arguments.toArray(String[]::new)).close();
	}

	private static List<String> refused(List<String> arguments) {
		StartRefusedException refusal = catchThrowableOfType(StartRefusedException.class, () -> start(arguments));
		assertThat(refusal).isNotNull();
		return refusal.problems();
	}

	/** With everything that can be needed: another carrier, another engine. */
	private static List<String> production() {
		List<String> arguments = new ArrayList<>(List.of("--spring.profiles.active=production",
				"--trunkline.outbound.carrier=twilio", "--trunkline.agents.sales.engine=realtime"));
		for (RequiredSetting setting : RequiredSetting.values()) {
			arguments.add("--" + setting.property() + "=" + value(setting));
		}
		return arguments;
	}

	private static List<String> without(List<String> arguments, String... beginnings) {
		List<String> left = new ArrayList<>(arguments);
		left.removeIf((argument) -> Stream.of(beginnings).anyMatch((one) -> argument.startsWith("--" + one)));
		return left;
	}

	private static List<String> with(List<String> arguments, String... settings) {
		List<String> more = new ArrayList<>(arguments);
		Stream.of(settings).map((setting) -> "--" + setting).forEach(more::add);
		return more;
	}

	private static String value(RequiredSetting setting) {
		return (setting == RequiredSetting.PUBLIC_URL) ? "https://voice.example.com" : CANARY;
	}

}
