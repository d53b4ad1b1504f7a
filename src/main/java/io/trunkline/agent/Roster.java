package io.trunkline.agent;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All agents as they are defined at one time. Immutable: a call that keeps its roster
 * hands over to the agents it began with.
 */
public final class Roster {

	private final Map<String, Agent> byName = new LinkedHashMap<>();

	private final Map<String, Agent> byNumber = new HashMap<>();

	private final Optional<Agent> forTheRest;

	Roster(List<Agent> agents) {
		agents.forEach((agent) -> this.byName.put(agent.name(), agent));
		agents.forEach((agent) -> agent.numbers().forEach((number) -> this.byNumber.putIfAbsent(number, agent)));
		this.forTheRest = agents.stream().filter((agent) -> agent.numbers().isEmpty()).findFirst();
	}

	/** The agent that answers this number, if any does. */
	public Optional<Agent> answering(String dialled) {
		return Optional.ofNullable(this.byNumber.get(dialled)).or(() -> this.forTheRest);
	}

	/** The agent of this name under {@code trunkline.agents}, if there is one. */
	public Optional<Agent> named(String name) {
		return Optional.ofNullable(this.byName.get(name));
	}

	/** Every agent. */
	public List<Agent> all() {
		return List.copyOf(this.byName.values());
	}

	/** Name and version of every agent. */
	Map<String, String> versions() {
		Map<String, String> versions = new LinkedHashMap<>();
		this.byName.values().forEach((agent) -> versions.put(agent.name(), agent.version()));
		return versions;
	}

}
