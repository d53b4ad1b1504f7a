package io.trunkline.engine;

import java.util.List;

import io.trunkline.agent.Agents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

	/** Refuses to start with agents that cannot be served. */
	@Bean
	EngineNeeds engineNeeds(List<VoiceEngine> engines, Agents agents) {
		EngineNeeds needs = new EngineNeeds(engines);
		agents.require(needs);
		return needs;
	}

}
