package io.trunkline.agent;

import java.util.stream.Stream;

/** What another room asks of every agent before it may serve calls. */
@FunctionalInterface
public interface AgentRule {

	/**
	 * Judges one agent.
	 * @param all all agents, this one among them
	 */
	Stream<AgentFault> faults(Agent agent, Roster all);

}
