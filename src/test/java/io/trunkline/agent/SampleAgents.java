package io.trunkline.agent;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Agents for tests, made of settings as an operator would write them. */
public final class SampleAgents {

	private SampleAgents() {
	}

	/**
	 * A receptionist who can hang up and transfer, with phrases that are easy to tell
	 * apart.
	 */
	public static Agent reception(String... settings) {
		Map<String, String> all = new LinkedHashMap<>(Map.ofEntries(Map.entry("instructions", "Be kind."),
				Map.entry("greeting", "Hello."), Map.entry("tools", "hang_up,transfer"),
				Map.entry("transfer.destinations.human", "+12025550199"),
				Map.entry("phrases.sorry", "Sorry, could you say that again?"),
				Map.entry("phrases.transfer-failed", "I am sorry, I could not reach anybody."),
				Map.entry("phrases.out-of-order", "Something is out of order."),
				Map.entry("phrases.time-is-up", "Our time is up."),
				Map.entry("phrases.reconnected", "The line is back.")));
		for (int at = 0; at < settings.length; at += 2) {
			all.put(settings[at], settings[at + 1]);
		}
		return agent("reception", all);
	}

	/** An agent with these settings and the defaults for the rest. */
	public static Agent agent(String name, Map<String, String> settings) {
		Map<String, String> properties = new LinkedHashMap<>();
		settings.forEach((key, value) -> properties.put("trunkline.agents." + name + "." + key, value));
		return new Binder(new MapConfigurationPropertySource(properties))
			.bind("trunkline.agents." + name, AgentsProperties.Definition.class)
			.get()
			.named(name);
	}

}
