package io.trunkline.agent.lookup;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LookupConfiguration {

	@Bean
	HttpLookup callerLookup(MeterRegistry meters) {
		return new HttpLookup(meters);
	}

}
