package io.trunkline.sandbox.scenario;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Gives each scenario an agent under a number of its own, so that one service holds all
 * of them. The settings rank below all others: what a scenario wants stands under names
 * that only it uses.
 */
class ScenarioAgents implements EnvironmentPostProcessor, Ordered {

	private static final Map<String, String> USUAL = Map.of("greeting", "Trunkline, how can I help?", "instructions",
			"You are a receptionist.", "tools[0]", "hang_up", "tools[1]", "transfer", "transfer.destinations.human",
			"+12025550199");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (environment.acceptsProfiles(Profiles.of("sandbox"))) {
			Map<String, Object> settings = new HashMap<>();
			for (Scenario scenario : Scenarios.read(environment.getProperty("scenario", "")).all()) {
				String prefix = "trunkline.agents." + scenario.agentName() + ".";
				USUAL.forEach((key, value) -> settings.put(prefix + key, value));
				settings.put(prefix + "numbers[0]", scenario.number());
				settings.put(prefix + "model", scenario.agentName());
				settings.put(prefix + "voice", scenario.agentName());
				scenario.agent().forEach((key, value) -> settings.put(prefix + key, value));
			}
			environment.getPropertySources().addLast(new MapPropertySource("scenarios", settings));
		}
	}

	/** Profiles are known by then. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
