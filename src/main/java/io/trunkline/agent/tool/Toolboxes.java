package io.trunkline.agent.tool;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.AgentFault;
import io.trunkline.agent.Agents;
import io.trunkline.agent.AgentsRefusedException;
import reactor.core.scheduler.Scheduler;

/** The toolbox of each agent, put together at the start. */
public final class Toolboxes {

	private final Map<String, Toolbox> byAgent = new ConcurrentHashMap<>();

	private final List<ToolSource> sources;

	private final ToolRunner runner;

	/**
	 * Finds the tools of all agents, and of those that may replace them.
	 * @param timer counts the deadlines of tools
	 * @throws IllegalArgumentException when two tools have one name
	 * @throws AgentsRefusedException when an agent names a tool that is not there
	 */
	public Toolboxes(Agents agents, List<? extends ToolSource> sources, Scheduler timer, MeterRegistry meters) {
		this.sources = List.copyOf(sources);
		this.runner = new ToolRunner(timer, meters);
		Set<String> names = new HashSet<>();
		List<String> twice = entries().filter((name) -> !names.add(name)).toList();
		if (!twice.isEmpty()) {
			throw new IllegalArgumentException(
					"Several tools have the same name, and all but one must change: " + String.join(", ", twice));
		}
		agents.require((agent, _) -> faults(agent));
		agents.onChange((_) -> this.byAgent.clear());
	}

	/** The toolbox of an agent; the same for each of its calls. */
	public Toolbox of(Agent agent) {
		return this.byAgent.computeIfAbsent(agent.name() + " " + agent.version(), (_) -> fill(agent));
	}

	private Stream<AgentFault> faults(Agent agent) {
		Stream<AgentFault> unknown = agent.tools()
			.stream()
			.filter((entry) -> find(agent, entry).isEmpty())
			.map((entry) -> AgentFault.of(agent, "tools[" + agent.tools().indexOf(entry) + "]",
					"names " + entry + ", which is none of: " + String.join(", ", entries().toList())));
		boolean nobodyToHandTo = agent.tools().contains(BuiltIn.HAND_OVER.wireName()) && agent.handOver().isEmpty();
		return nobodyToHandTo
				? Stream.concat(unknown,
						Stream.of(AgentFault.of(agent, "hand-over", "names no agent, but tools has hand_over")))
				: unknown;
	}

	private Toolbox fill(Agent agent) {
		return new Toolbox(agent.tools().stream().distinct().flatMap((entry) -> find(agent, entry).stream()).toList());
	}

	private Optional<Supplier<List<Offered>>> find(Agent agent, String entry) {
		Optional<BuiltIn> builtIn = BuiltIn.of(entry);
		if (builtIn.isPresent()) {
			List<Offered> offered = builtIn.get().offeredTo(agent);
			return Optional.of(() -> offered);
		}
		return this.sources.stream().flatMap((source) -> source.find(entry).stream()).findFirst().map(this::offered);
	}

	private Supplier<List<Offered>> offered(Supplier<List<Tool>> tools) {
		return () -> tools.get().stream().map((tool) -> Offered.of(tool, this.runner)).toList();
	}

	private Stream<String> entries() {
		return Stream.concat(Arrays.stream(BuiltIn.values()).map(BuiltIn::wireName),
				this.sources.stream().flatMap((source) -> source.entries().stream()));
	}

}
