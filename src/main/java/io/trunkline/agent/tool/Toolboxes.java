package io.trunkline.agent.tool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import reactor.core.scheduler.Scheduler;

/** The toolbox of each agent, put together at the start. */
public final class Toolboxes {

	private final Map<String, Toolbox> byAgent = new HashMap<>();

	private final List<ToolSource> sources;

	private final ToolRunner runner;

	/**
	 * Finds the tools of all agents.
	 * @param timer counts the deadlines of tools
	 * @throws IllegalArgumentException when an agent names a tool that is not there, or
	 * two tools have one name; names each setting to change, all at once
	 */
	public Toolboxes(Agents agents, List<? extends ToolSource> sources, Scheduler timer, MeterRegistry meters) {
		this.sources = List.copyOf(sources);
		this.runner = new ToolRunner(timer, meters);
		List<String> faults = new ArrayList<>();
		Set<String> names = new HashSet<>();
		entries().filter((name) -> !names.add(name))
			.forEach((name) -> faults.add("several tools are named " + name + ", one of them must change"));
		agents.all().forEach((agent) -> this.byAgent.put(agent.name(), fill(agent, faults)));
		if (!faults.isEmpty()) {
			throw new IllegalArgumentException("The tools cannot be used: " + String.join("; ", faults));
		}
	}

	/** The toolbox of an agent; the same each time. */
	public Toolbox of(Agent agent) {
		return Objects.requireNonNull(this.byAgent.get(agent.name()), "an agent that was not there at the start");
	}

	private Toolbox fill(Agent agent, List<String> faults) {
		String setting = "trunkline.agents." + agent.name() + ".tools";
		if (agent.tools().contains(BuiltIn.HAND_OVER.wireName()) && agent.handOver().isEmpty()) {
			faults.add(setting + " has hand_over, but trunkline.agents." + agent.name() + ".hand-over names no agent");
		}
		List<Supplier<List<Offered>>> found = new ArrayList<>();
		new LinkedHashSet<>(agent.tools())
			.forEach((entry) -> find(agent, entry).ifPresentOrElse(found::add, () -> faults
				.add(setting + " names " + entry + ", which is none of: " + String.join(", ", entries().toList()))));
		return new Toolbox(found);
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
