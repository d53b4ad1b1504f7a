package io.trunkline.agent;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The agents of this service. They may be replaced as a whole while calls are running;
 * whoever needs the same agents for longer than a moment keeps {@link #current()}.
 */
public final class Agents {

	private final List<AgentRule> rules = new CopyOnWriteArrayList<>();

	private final List<Consumer<List<Agent>>> listeners = new CopyOnWriteArrayList<>();

	private volatile AgentsReading reading;

	/**
	 * Agents that nobody wrote down in a file.
	 * @throws AgentsRefusedException when they contradict each other or themselves; names
	 * each setting to change, all at once
	 */
	public Agents(List<Agent> agents) {
		this(AgentsReading.of(agents));
	}

	Agents(AgentsReading reading) {
		check(reading, this.rules);
		this.reading = reading;
	}

	/** All agents as they are defined now. */
	public Roster current() {
		return this.reading.roster();
	}

	/** The agent that answers this number, if any does. */
	public Optional<Agent> answering(String dialled) {
		return current().answering(dialled);
	}

	/** The agent of this name, if there is one. */
	public Optional<Agent> named(String name) {
		return current().named(name);
	}

	/** Every agent. */
	public List<Agent> all() {
		return current().all();
	}

	/**
	 * Holds the agents, and all that may replace them, to one more rule.
	 * @throws AgentsRefusedException when one of them breaks it
	 */
	public synchronized void require(AgentRule rule) {
		check(this.reading, List.of(rule));
		this.rules.add(rule);
	}

	/**
	 * Tells of the new agents each time they were replaced, on the thread that did it; to
	 * be quick about.
	 */
	public void onChange(Consumer<List<Agent>> listener) {
		this.listeners.add(listener);
	}

	/**
	 * Has new calls answered by other agents. Running calls keep theirs.
	 * @throws AgentsRefusedException when they cannot serve calls; nothing is changed
	 * then
	 */
	synchronized void replace(AgentsReading other) {
		check(other, this.rules);
		this.reading = other;
		this.listeners.forEach((listener) -> listener.accept(other.roster().all()));
	}

	private static void check(AgentsReading reading, List<AgentRule> rules) {
		Roster roster = reading.roster();
		boolean unread = reading.agents().isEmpty() && !reading.faults().isEmpty();
		Stream<AgentFault> own = unread ? Stream.empty() : AgentChecks.of(reading.agents());
		Stream<AgentFault> others = roster.all()
			.stream()
			.flatMap((agent) -> rules.stream().flatMap((rule) -> rule.faults(agent, roster)));
		List<String> problems = Stream.of(reading.faults().stream(), own, others)
			.flatMap((faults) -> faults)
			.map(reading.places()::describe)
			.distinct()
			.toList();
		if (!problems.isEmpty()) {
			throw new AgentsRefusedException(problems);
		}
	}

}
