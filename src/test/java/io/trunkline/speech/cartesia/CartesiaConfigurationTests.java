package io.trunkline.speech.cartesia;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CartesiaConfiguration}. */
@ExtendWith(OutputCaptureExtension.class)
class CartesiaConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(CartesiaConfiguration.class, Bound.class)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	@Test
	void cartesiaHearsAndSpeaks(CapturedOutput output) {
		this.runner.run((context) -> assertThat(context).hasSingleBean(SpeechRecognizer.class)
			.hasSingleBean(SpeechSynthesizer.class));
		assertThat(output).doesNotContain("plain http");
	}

	@Test
	void plainHttpIsWarnedAbout(CapturedOutput output) {
		this.runner.withPropertyValues("trunkline.cartesia.url=http://127.0.0.1:8090", "trunkline.cartesia.stt=manual")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("trunkline.cartesia.url is plain http");
	}

	@EnableConfigurationProperties(CartesiaProperties.class)
	static class Bound {

	}

}
