package io.trunkline.speech.cartesia;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.provider.Provider;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CartesiaConfiguration}. */
@ExtendWith(OutputCaptureExtension.class)
class CartesiaConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CartesiaConfiguration.class))
		.withUserConfiguration(Bound.class)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new);

	@Test
	void cartesiaHearsAndSpeaks(CapturedOutput output) {
		this.runner.run((context) -> assertThat(context).hasSingleBean(SpeechRecognizer.class)
			.hasSingleBean(SpeechSynthesizer.class));
		assertThat(output).doesNotContain("plain http");
	}

	@Test
	void plainHttpIsWarnedAbout() {
		Logger logger = (Logger) LoggerFactory.getLogger(CartesiaConfiguration.class);
		ListAppender<ILoggingEvent> warnings = new ListAppender<>();
		warnings.start();
		// A sandbox that ran in the same JVM before leaves its own level behind.
		Level before = logger.getLevel();
		logger.setLevel(Level.WARN);
		logger.addAppender(warnings);
		this.runner.withPropertyValues("trunkline.cartesia.url=http://127.0.0.1:8090", "trunkline.cartesia.stt=manual")
			.run((context) -> assertThat(context).hasNotFailed());
		logger.detachAppender(warnings);
		logger.setLevel(before);
		assertThat(warnings.list).extracting(ILoggingEvent::getFormattedMessage)
			.singleElement(InstanceOfAssertFactories.STRING)
			.startsWith("trunkline.cartesia.url is plain http");
	}

	@Test
	void saysWhichOfItsSettingsAreMissing() {
		String key = "trunkline.cartesia.api-key (CARTESIA_API_KEY)";
		String voice = "trunkline.cartesia.voice-id (CARTESIA_VOICE_ID)";
		this.runner.run((context) -> {
			assertThat(context.getBean(SpeechRecognizer.class).missing()).containsExactly(key);
			assertThat(context.getBean(SpeechSynthesizer.class).missing("")).containsExactly(key, voice);
			assertThat(context.getBean(SpeechSynthesizer.class).missing("ada")).containsExactly(key);
		});
		this.runner.withPropertyValues("trunkline.cartesia.api-key=key", "trunkline.cartesia.voice-id=ada")
			.run((context) -> {
				assertThat(context.getBean(SpeechRecognizer.class).missing()).isEmpty();
				assertThat(context.getBean(SpeechSynthesizer.class).missing("")).isEmpty();
			});
	}

	@Test
	void stepsBackForWhoeverElseHears() {
		SpeechRecognizer another = (_) -> Flux.empty();
		this.runner.withBean("another", SpeechRecognizer.class, () -> another)
			.run((context) -> assertThat(context).hasSingleBean(SpeechSynthesizer.class)
				.hasSingleBean(Provider.class)
				.getBean(SpeechRecognizer.class)
				.isSameAs(another));
	}

	@Test
	void stepsBackForTheAutoConfigurationOfSomebodyElse() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CartesiaConfiguration.class, AnotherVoice.class))
			.withUserConfiguration(Bound.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(SpeechRecognizer.class)
				.getBean(SpeechSynthesizer.class)
				.isSameAs(AnotherVoice.VOICE));
	}

	@Test
	void isNotThereWhereAnotherProviderIsChosen(CapturedOutput output) {
		this.runner
			.withPropertyValues("trunkline.providers.recognizer=another", "trunkline.providers.synthesizer=another",
					"trunkline.cartesia.url=http://127.0.0.1:8090")
			.run((context) -> assertThat(context).doesNotHaveBean(SpeechRecognizer.class)
				.doesNotHaveBean(SpeechSynthesizer.class)
				.doesNotHaveBean(Provider.class));
		assertThat(output).doesNotContain("plain http");
	}

	@AutoConfiguration
	static class AnotherVoice {

		static final SpeechSynthesizer VOICE = (_) -> {
			throw new UnsupportedOperationException("never asked to speak");
		};

		@Bean
		SpeechSynthesizer anotherVoice() {
			return VOICE;
		}

	}

	@EnableConfigurationProperties(CartesiaProperties.class)
	static class Bound {

	}

}
