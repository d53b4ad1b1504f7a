package io.trunkline.sandbox;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agent.Engine;
import io.trunkline.agent.Agents;
import io.trunkline.call.Doorkeeper;
import io.trunkline.outbound.OutboundCalls;
import io.trunkline.sandbox.scenario.Records;
import io.trunkline.sandbox.scenario.ScenarioRunner;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class SandboxConfiguration {

	@Bean
	SandboxServer sandboxServer(SandboxProperties properties, Agents agents) {
		return SandboxServer.start(properties,
				(carrier) -> agents.answering(properties.number(carrier)).map(Agent::engine).orElse(Engine.CASCADE));
	}

	/** Takes the place of the service's own door, which it asks. */
	@Bean
	@Primary
	Doorkeeper demoDoor(@Qualifier("doorkeeper") Doorkeeper doorkeeper) {
		return new DemoDoor(doorkeeper);
	}

	@Bean
	Records scenarioRecords() {
		return new Records();
	}

	@Bean
	ScenarioRunner scenarioRunner(SandboxServer sandbox, OutboundCalls outbound, Records records,
			@Value("${scenario.patience:1}") double patience) {
		return new ScenarioRunner(sandbox.carrier(), sandbox.cartesia(), sandbox.model(), outbound, records, patience);
	}

	@Bean
	@ConditionalOnProperty("scenario")
	ApplicationListener<ApplicationReadyEvent> chosenScenarios(ScenarioRunner runner,
			@Value("${scenario}") String chosen) {
		return (ready) -> new ScenarioCommand(runner, System.out).run(chosen, ready.getApplicationContext());
	}

	/** Named for the profile once more: a nested class is found by itself. */
	@Configuration(proxyBeanMethods = false)
	@Profile("sandbox")
	@ConditionalOnProperty(name = "scenario", havingValue = "none", matchIfMissing = true)
	@ConditionalOnBooleanProperty(name = "trunkline.sandbox.demo", matchIfMissing = true)
	static class Told {

		@Bean
		DemoNarrator demoNarrator() {
			return new DemoNarrator(System.out);
		}

		@Bean
		ApplicationListener<ApplicationReadyEvent> demo(SandboxServer sandbox, DemoNarrator narrator) {
			return (ready) -> new Demo(sandbox, narrator, ready.getApplicationContext().getEnvironment()).run();
		}

	}

}
