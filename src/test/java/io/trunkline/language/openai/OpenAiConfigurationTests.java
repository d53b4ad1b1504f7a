package io.trunkline.language.openai;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.language.LanguageModel;
import io.trunkline.provider.Provider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class OpenAiConfigurationTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withConfiguration(AutoConfigurations.of(OpenAiConfiguration.class))
		.withUserConfiguration(Bound.class);

	@Test
	void thereIsALanguageModel() {
		this.context.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LanguageModel.class));
	}

	@ParameterizedTest
	@CsvSource({ "https://api.openai.com/v1, , true", "https://eu.api.openai.com/v1, , true",
			"https://api.openai.com/v1, key, false", "http://model.internal:8000/v1, , false",
			"https://api.openai.com.example.org/v1, , false" })
	void openAiAloneCertainlyWantsAKey(String url, @Nullable String key, boolean missing) {
		this.context
			.withPropertyValues("trunkline.openai.base-url=" + url,
					"trunkline.openai.api-key=" + ((key != null) ? key : ""))
			.run((context) -> assertThat(context.getBean(LanguageModel.class).missing())
				.isEqualTo(missing ? List.of("trunkline.openai.api-key (OPENAI_API_KEY)") : List.of()));
	}

	@Test
	void aFallbackModelIsAProviderOfItsOwn() {
		this.context.withPropertyValues("trunkline.openai.fallback.model=small")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LanguageModel.class)
				.getBeans(Provider.class)
				.hasSize(2));
	}

	@Test
	void aVariableSetToNothingNamesNoFallback() {
		this.context.withPropertyValues("trunkline.openai.fallback.model=")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Provider.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://10.0.0.7:8000/v1", "http://llm.example/v1" })
	void plainHttpIsWarnedAbout(String baseUrl, CapturedOutput output) {
		this.context.withPropertyValues("trunkline.openai.base-url=" + baseUrl)
			.run((context) -> assertThat(output).contains("trunkline.openai.base-url (OPENAI_BASE_URL) is plain http"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:8090/v1", "https://api.openai.com/v1" })
	void loopbackAndHttpsAreNotWarnedAbout(String baseUrl, CapturedOutput output) {
		this.context.withPropertyValues("trunkline.openai.base-url=" + baseUrl)
			.run((context) -> assertThat(output).doesNotContain("plain http"));
	}

	@ParameterizedTest
	@CsvSource({ "model, ' '", "temperature, 3", "max-tokens, 0", "max-requests, 0", "pool.max-connections, 0",
			"path, chat" })
	void aWrongSettingStopsTheStart(String name, String value) {
		this.context.withPropertyValues("trunkline.openai." + name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("trunkline.openai")
				.hasMessageContaining(name.substring(name.indexOf('.') + 1)
					.replace("max-tokens", "maxTokens")
					.replace("max-requests", "maxRequests")
					.replace("max-connections", "maxConnections")));
	}

	@Test
	void stepsBackForWhoeverElseThinks() {
		LanguageModel another = (_) -> Flux.empty();
		this.context.withBean("another", LanguageModel.class, () -> another)
			.run((context) -> assertThat(context).doesNotHaveBean(Provider.class)
				.getBean(LanguageModel.class)
				.isSameAs(another));
	}

	@Test
	void isNotThereWhereAnotherProviderIsChosen() {
		this.context.withPropertyValues("trunkline.providers.model=another", "trunkline.openai.fallback.model=small")
			.run((context) -> assertThat(context).doesNotHaveBean(LanguageModel.class).doesNotHaveBean(Provider.class));
	}

	@EnableConfigurationProperties(OpenAiProperties.class)
	static class Bound {

	}

}
