package io.trunkline.speech.cartesia;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.provider.Provider;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes Cartesia hear and speak for this service. */
@Configuration(proxyBeanMethods = false)
class CartesiaConfiguration {

	private static final Logger log = LoggerFactory.getLogger(CartesiaConfiguration.class);

	@Bean
	Provider listeningProvider(CartesiaProperties properties, MeterRegistry registry) {
		return new Provider("cartesia-stt", properties.maxStt(), "trunkline.cartesia.max-stt", registry);
	}

	@Bean
	Provider speakingProvider(CartesiaProperties properties, MeterRegistry registry) {
		return new Provider("cartesia-tts", properties.maxTts(), "trunkline.cartesia.max-tts", registry);
	}

	@Bean
	CartesiaEndpoint cartesiaEndpoint(CartesiaProperties properties, MeterRegistry registry, Provider listeningProvider,
			Provider speakingProvider) {
		if ("http".equals(properties.url().getScheme())) {
			log.warn("trunkline.cartesia.url is plain http: the key and every word travel in the open");
		}
		return new CartesiaEndpoint(properties, new Tally(registry, listeningProvider),
				new Tally(registry, speakingProvider));
	}

	@Bean
	SpeechRecognizer speechRecognizer(CartesiaProperties properties, CartesiaEndpoint endpoint) {
		return new CartesiaRecognizer(properties, endpoint);
	}

	@Bean
	SpeechSynthesizer speechSynthesizer(CartesiaProperties properties, CartesiaEndpoint endpoint) {
		return new CartesiaSynthesizer(properties, endpoint);
	}

}
