package io.trunkline.agent;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

@Configuration(proxyBeanMethods = false)
class AgentConfiguration {

	@Bean
	Agents agents(ConfigurableEnvironment environment) {
		return new Agents(AgentsReader.read(environment));
	}

}
