package io.trunkline.agent.tool;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.SampleAgents;
import io.trunkline.secret.Secret;
import reactor.core.scheduler.Schedulers;

/** Toolboxes, and what belongs to them, for tests. */
public final class Toolbelts {

	/** A call. */
	public static final ToolContext CALL = new ToolContext("c-1", "+12025550123", "+12025550100",
			Map.of("customer", "4711"), List::of, new Secret("1234"));

	private Toolbelts() {
	}

	/** With built-in tools only. */
	public static Toolboxes of(Agent... agents) {
		return new Toolboxes(new Agents(List.of(agents)), List.of(), Schedulers.parallel(), new SimpleMeterRegistry());
	}

	/** The toolbox of an agent that may use everything that it names. */
	public static Toolbox of(ToolSource source, String... tools) {
		Agent agent = agent(List.of(tools), Map.of(), List.of());
		return new Toolboxes(new Agents(List.of(agent)), List.of(source), Schedulers.parallel(),
				new SimpleMeterRegistry())
			.of(agent);
	}

	/** The result of a call that must be allowed to run. */
	public static String run(Toolbox toolbox, String tool, String arguments) {
		Deed deed = toolbox.check("call_1", tool, arguments, CALL);
		if (deed instanceof Deed.Run(String _, Effect _, var result)) {
			return String.valueOf(result.block(Duration.ofSeconds(30)));
		}
		throw new AssertionError("not run: " + deed);
	}

	/** A source of these tools. */
	public static ToolSource source(Tool... tools) {
		Map<String, Tool> byName = new LinkedHashMap<>();
		List.of(tools).forEach((tool) -> byName.put(tool.name(), tool));
		return (ToolSource.Fixed) () -> byName;
	}

	/** An agent that is called {@code reception}. */
	public static Agent agent(List<String> tools, Map<String, String> destinations, List<String> handOver) {
		return agent("reception", tools, destinations, handOver);
	}

	static Agent agent(String name, List<String> tools, Map<String, String> destinations, List<String> handOver) {
		Map<String, String> settings = new HashMap<>(Map.of("instructions", "Be kind.", "greeting", "Hello.", "tools",
				String.join(",", tools), "hand-over", String.join(",", handOver)));
		if (!name.equals("reception")) {
			settings.put("numbers", "+12025550177");
		}
		destinations.forEach((alias, number) -> settings.put("transfer.destinations." + alias, number));
		return SampleAgents.agent(name, settings);
	}

}
