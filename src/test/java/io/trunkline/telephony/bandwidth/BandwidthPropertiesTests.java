package io.trunkline.telephony.bandwidth;

import java.net.URI;
import java.time.Duration;

import io.trunkline.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class BandwidthPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
		.withUserConfiguration(Properties.class);

	@Test
	void anEmptyConfigurationHasDefaults() {
		this.runner.run((context) -> {
			BandwidthProperties properties = context.getBean(BandwidthProperties.class);
			assertThat(properties.accountId()).isEmpty();
			assertThat(properties.clientSecret()).isEqualTo(new Secret(""));
			assertThat(properties.voiceUrl()).isEqualTo(URI.create("https://voice.bandwidth.com/api/v2"));
			assertThat(properties.tokenUrl()).isEqualTo(URI.create("https://api.bandwidth.com/api/v1/oauth2/token"));
			assertThat(properties.autoHangUp()).isTrue();
			assertThat(properties.answerDeadline()).isEqualTo(Duration.ofMillis(2500));
			assertThat(properties.bodyDeadline()).isEqualTo(Duration.ofSeconds(10));
			assertThat(properties.hasWebhookCredentials()).isFalse();
			assertThat(properties.detection()).isEqualTo(new BandwidthProperties.Detection(Duration.ofSeconds(15),
					Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(5), false));
		});
	}

	@Test
	void secretsAreBoundAndHidden() {
		this.runner
			.withPropertyValues("trunkline.bandwidth.webhook-username=bw", "trunkline.bandwidth.webhook-password=hush",
					"trunkline.bandwidth.client-secret=canary")
			.run((context) -> {
				BandwidthProperties properties = context.getBean(BandwidthProperties.class);
				assertThat(properties.webhookPassword().value()).isEqualTo("hush");
				assertThat(properties.clientSecret().value()).isEqualTo("canary");
				assertThat(properties.hasWebhookCredentials()).isTrue();
				assertThat(properties.toString()).doesNotContain("hush", "canary");
			});
	}

	@ParameterizedTest
	@CsvSource({ "webhook-username, bw", "webhook-password, hush" })
	void halfACredentialIsNone(String name, String value) {
		this.runner.withPropertyValues("trunkline.bandwidth." + name + "=" + value)
			.run((context) -> assertThat(context.getBean(BandwidthProperties.class).hasWebhookCredentials()).isFalse());
	}

	@ParameterizedTest
	@CsvSource({ "webhook-username, a:b, BANDWIDTH_WEBHOOK_USERNAME", "answer-deadline, 4s, answerDeadline",
			"answer-deadline, 0s, answerDeadline", "body-deadline, 0s, bodyDeadline",
			"detection.timeout, 0s, detection.timeout", "detection.speech-end, 61s, detection.speechEnd",
			"voice-url, a b, voice-url" })
	void whatCannotWorkStopsTheStart(String name, String value, String named) {
		this.runner.withPropertyValues("trunkline.bandwidth." + name + "=" + value)
			.run((context) -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining(named));
	}

	@EnableConfigurationProperties(BandwidthProperties.class)
	static class Properties {

	}

}
