package io.trunkline.provider;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows every provider that some room uses. */
@Configuration(proxyBeanMethods = false)
class ProviderConfiguration {

	@Bean
	HealthIndicator providersHealthIndicator(ObjectProvider<Provider> providers) {
		return new ProviderHealth(providers.orderedStream().toList());
	}

}
