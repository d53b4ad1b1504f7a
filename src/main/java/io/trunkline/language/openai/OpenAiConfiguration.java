package io.trunkline.language.openai;

import java.util.Objects;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.language.LanguageModel;
import io.trunkline.provider.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;

/**
 * Puts the room together, unless somebody else thinks for this service; comes after the
 * auto-configurations of all others.
 */
@AutoConfiguration
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@EnableConfigurationProperties(OpenAiProperties.class)
@ConditionalOnProperty(name = "trunkline.providers.model", havingValue = "openai", matchIfMissing = true)
@ConditionalOnMissingBean(LanguageModel.class)
class OpenAiConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(OpenAiConfiguration.class);

	@Bean
	Provider firstModelProvider(OpenAiProperties properties, MeterRegistry registry) {
		return ModelServer.provider(ModelServer.FIRST, properties, registry);
	}

	@Bean(destroyMethod = "close")
	ModelServer firstModel(OpenAiProperties properties, Provider firstModelProvider, MeterRegistry registry) {
		return server(properties, "trunkline.openai.base-url (OPENAI_BASE_URL)", firstModelProvider, registry);
	}

	@Bean
	LanguageModel languageModel(ModelServer firstModel,
			@Qualifier("fallbackModel") ObjectProvider<ModelServer> fallbackModel) {
		return new OpenAiLanguageModel(firstModel, fallbackModel.getIfAvailable());
	}

	private static ModelServer server(OpenAiProperties properties, String setting, Provider provider,
			MeterRegistry registry) {
		if (!properties.isEncrypted() && !properties.isLoopback()) {
			logger.warn("{} is plain http: conversations and the API key travel unencrypted", setting);
		}
		ConnectionProvider connections = ChatEndpoint.connections(properties.pool());
		ChatEndpoint endpoint = new ChatEndpoint(properties, connections, ChatEndpoint.http(properties, connections),
				Schedulers.parallel());
		return new ModelServer(endpoint, properties, provider, registry, Schedulers.parallel());
	}

	/**
	 * Only with a fallback model; a variable that is set to nothing names none. No
	 * {@code @Configuration}, since the scan of this service's packages would find it.
	 */
	@Conditional(FallbackConfigured.class)
	static class Fallback {

		@Bean
		Provider fallbackModelProvider(OpenAiProperties properties, MeterRegistry registry) {
			return ModelServer.provider(ModelServer.FALLBACK, properties, registry);
		}

		@Bean(destroyMethod = "close")
		ModelServer fallbackModel(OpenAiProperties properties, Provider fallbackModelProvider, MeterRegistry registry) {
			return server(Objects.requireNonNull(properties.ofFallback()), "trunkline.openai.fallback.base-url",
					fallbackModelProvider, registry);
		}

	}

	static class FallbackConfigured implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty("trunkline.openai.fallback.model"));
		}

	}

}
