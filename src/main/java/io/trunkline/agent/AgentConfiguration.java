package io.trunkline.agent;

import java.nio.file.Path;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

@Configuration(proxyBeanMethods = false)
class AgentConfiguration {

	@Bean
	Agents agents(ConfigurableEnvironment environment) {
		return new Agents(AgentsReader.read(environment));
	}

	@Bean(initMethod = "start")
	AgentsReload agentsReload(ConfigurableEnvironment environment, Agents agents, MeterRegistry meters) {
		return new AgentsReload(new AgentFiles(environment, Path.of("")), environment, agents, meters);
	}

	@Bean
	HealthIndicator agentsHealthIndicator(Agents agents, AgentsReload reload) {
		return new AgentsHealth(agents, reload);
	}

}
