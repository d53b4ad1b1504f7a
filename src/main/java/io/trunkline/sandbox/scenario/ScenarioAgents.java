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
 * Gives each scenario that is to be held an agent under a number of its own, and a route
 * if it wants one, so that one service holds all of them. The settings rank below all
 * others: what a scenario wants stands under names that only it uses. Routes have no
 * names, so that whoever has routes of his own has those only.
 */
class ScenarioAgents implements EnvironmentPostProcessor, Ordered {

	/** Whom a transfer rings unless a scenario says otherwise. */
	static final String COLLEAGUE = "+12025550199";

	/** An engine that knows the vendor's voices only. */
	static final String REALTIME = "realtime";

	static final String DESTINATIONS = "transfer.destinations.";

	private static final Map<String, String> USUAL = Map.of("greeting", "Trunkline, how can I help?", "instructions",
			"You are a receptionist.", "tools[0]", "hang_up", "tools[1]", "transfer");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (environment.acceptsProfiles(Profiles.of("sandbox"))) {
			Map<String, Object> settings = new HashMap<>();
			int routes = 0;
			String chosen = environment.getProperty("scenario.agents", environment.getProperty("scenario", ""));
			for (Scenario scenario : Scenarios.read(chosen).find(chosen)) {
				settings.putAll(agent(scenario));
				if (!scenario.settings().route().isEmpty()) {
					settings.putAll(route(scenario, "trunkline.routes[" + routes++ + "]."));
				}
			}
			environment.getPropertySources().addLast(new MapPropertySource("scenarios", settings));
		}
	}

	private static Map<String, Object> agent(Scenario scenario) {
		Map<String, Object> settings = new HashMap<>();
		String prefix = "trunkline.agents." + scenario.agentName() + ".";
		Map<String, String> own = scenario.settings().agent();
		USUAL.forEach((key, value) -> settings.put(prefix + key, value));
		if (own.keySet().stream().noneMatch((key) -> key.startsWith(DESTINATIONS))) {
			settings.put(prefix + DESTINATIONS + "human", COLLEAGUE);
		}
		settings.put(prefix + "numbers[0]", scenario.number());
		settings.put(prefix + "model", scenario.agentName());
		if (!REALTIME.equals(own.get("engine"))) {
			settings.put(prefix + "voice", scenario.agentName());
		}
		own.forEach((key, value) -> settings.put(prefix + key, value));
		return settings;
	}

	private static Map<String, Object> route(Scenario scenario, String prefix) {
		Map<String, Object> settings = new HashMap<>(Map.of(prefix + "numbers[0]", scenario.number()));
		scenario.settings().route().forEach((key, value) -> settings.put(prefix + key, value));
		return settings;
	}

	/** Profiles are known by then. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
