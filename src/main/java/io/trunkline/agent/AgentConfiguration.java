package io.trunkline.agent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AgentConfiguration {

	@Bean
	Agents agents(AgentsProperties properties) {
		return new Agents(properties.agents()
			.entrySet()
			.stream()
			.map((definition) -> definition.getValue().named(definition.getKey()))
			.toList());
	}

}
