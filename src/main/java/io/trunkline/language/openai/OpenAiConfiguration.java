package io.trunkline.language.openai;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.language.LanguageModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
class OpenAiConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(OpenAiConfiguration.class);

	@Bean(destroyMethod = "close")
	ChatEndpoint chatEndpoint(OpenAiProperties properties) {
		if (!properties.isEncrypted() && !properties.isLoopback()) {
			logger.warn("trunkline.openai.base-url (OPENAI_BASE_URL) is plain http: "
					+ "conversations and the API key travel unencrypted");
		}
		ConnectionProvider connections = ChatEndpoint.connections(properties.pool());
		return new ChatEndpoint(properties, connections, ChatEndpoint.http(properties, connections),
				Schedulers.parallel());
	}

	@Bean
	LanguageModel languageModel(ChatEndpoint endpoint, OpenAiProperties properties, MeterRegistry registry) {
		return new OpenAiLanguageModel(endpoint, properties, registry, Schedulers.parallel());
	}

}
