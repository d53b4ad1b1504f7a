package io.trunkline.speech.cartesia;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.provider.Provider;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;

/**
 * Makes Cartesia hear and speak for this service, each unless somebody else does; comes
 * after the auto-configurations of all others.
 */
@AutoConfiguration
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@EnableConfigurationProperties(CartesiaProperties.class)
class CartesiaConfiguration {

	private static final Logger log = LoggerFactory.getLogger(CartesiaConfiguration.class);

	@Bean
	@Lazy
	CartesiaEndpoint cartesiaEndpoint(CartesiaProperties properties) {
		if ("http".equals(properties.url().getScheme())) {
			log.warn("trunkline.cartesia.url is plain http: the key and every word travel in the open");
		}
		return new CartesiaEndpoint(properties);
	}

	@ConditionalOnProperty(name = "trunkline.providers.recognizer", havingValue = "cartesia", matchIfMissing = true)
	@ConditionalOnMissingBean(SpeechRecognizer.class)
	static class Hearing {

		@Bean
		Provider listeningProvider(CartesiaProperties properties, MeterRegistry registry) {
			return new Provider("cartesia-stt", properties.maxStt(), "trunkline.cartesia.max-stt", registry);
		}

		@Bean
		SpeechRecognizer speechRecognizer(CartesiaProperties properties, CartesiaEndpoint endpoint,
				Provider listeningProvider) {
			return new CartesiaRecognizer(properties, endpoint, listeningProvider);
		}

	}

	@ConditionalOnProperty(name = "trunkline.providers.synthesizer", havingValue = "cartesia", matchIfMissing = true)
	@ConditionalOnMissingBean(SpeechSynthesizer.class)
	static class Speaking {

		@Bean
		Provider speakingProvider(CartesiaProperties properties, MeterRegistry registry) {
			return new Provider("cartesia-tts", properties.maxTts(), "trunkline.cartesia.max-tts", registry);
		}

		@Bean
		SpeechSynthesizer speechSynthesizer(CartesiaProperties properties, CartesiaEndpoint endpoint,
				Provider speakingProvider) {
			return new CartesiaSynthesizer(properties, endpoint, speakingProvider);
		}

	}

}
