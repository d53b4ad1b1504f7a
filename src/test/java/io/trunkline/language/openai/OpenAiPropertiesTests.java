package io.trunkline.language.openai;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.trunkline.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;

import static io.trunkline.language.openai.OpenAiFixtures.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OpenAiPropertiesTests {

	@Test
	void nothingHasToBeSet() {
		OpenAiProperties properties = properties(Map.of());
		assertThat(properties.endpoint()).isEqualTo(URI.create("https://api.openai.com/v1/chat/completions"));
		assertThat(properties.apiKey().isSet()).isFalse();
		assertThat(properties.temperature()).isNull();
		assertThat(properties.store()).isNull();
		assertThat(properties.timeouts()).isEqualTo(new OpenAiProperties.Timeouts(Duration.ofSeconds(2),
				Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(2)));
		assertThat(properties.pool())
			.isEqualTo(new OpenAiProperties.Pool(500, Duration.ofSeconds(1), Duration.ofSeconds(45), true));
	}

	@Test
	void everyServersQuirksCanBeSet() {
		OpenAiProperties properties = properties(Map.ofEntries(
				Map.entry("base-url", "https://llm.example/openai/deployments/x/"),
				Map.entry("path", "/chat/completions?api-version=2026-01-01"), Map.entry("auth-header", "api-key"),
				Map.entry("max-tokens-field", "max_tokens"), Map.entry("instructions-role", "developer"),
				Map.entry("include-obfuscation", "false"), Map.entry("extra-headers.OpenAI-Project", "proj_1"),
				Map.entry("extra-body[prompt_cache_key]", "reception"), Map.entry("extra-body.seed", "7")));
		assertThat(properties.endpoint())
			.isEqualTo(URI.create("https://llm.example/openai/deployments/x/chat/completions?api-version=2026-01-01"));
		assertThat(properties.maxTokensField()).isEqualTo(OpenAiProperties.MaxTokensField.MAX_TOKENS);
		assertThat(properties.instructionsRole()).isEqualTo(OpenAiProperties.InstructionsRole.DEVELOPER);
		assertThat(properties.includeObfuscation()).isFalse();
		assertThat(properties.extraHeaders()).containsExactly(Map.entry("OpenAI-Project", new Secret("proj_1")));
		assertThat(properties.extraBody()).containsOnly(Map.entry("prompt_cache_key", "reception"),
				Map.entry("seed", "7"));
	}

	@Test
	void secretsAreNotShown() {
		assertThat(properties(Map.of("api-key", "sk-canary", "extra-headers.X-Gateway", "gw-canary")).toString())
			.doesNotContain("canary");
	}

	@ParameterizedTest
	@CsvSource({ "base-url, ftp://llm.example/v1", "base-url, api.openai.com", "timeouts.first-content, 0s",
			"timeouts.connect, -1s", "timeouts.whole, 3s", "pool.max-idle, 0s" })
	void aWrongSettingIsNamed(String name, String value) {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> properties(Map.of(name, value)))
			.havingRootCause()
			.withMessageContaining("trunkline.openai." + name);
	}

	@ParameterizedTest
	@CsvSource({ "http://127.0.0.1:8090/v1, true", "http://localhost/v1, true", "http://[::1]:80/v1, true",
			"http://10.0.0.7:8000/v1, false", "https://api.openai.com/v1, false" })
	void loopbackIsRecognised(String baseUrl, boolean loopback) {
		assertThat(properties(Map.of("base-url", baseUrl)).isLoopback()).isEqualTo(loopback);
	}

}
