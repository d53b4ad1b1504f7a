package io.trunkline.agent;

import java.util.List;

/**
 * What was read of the agents.
 *
 * @param agents all that could be read
 * @param faults what could not
 * @param places where settings stand
 */
record AgentsReading(List<Agent> agents, List<AgentFault> faults, Places places) {

	/** Agents that nobody wrote down in a file. */
	static AgentsReading of(List<Agent> agents) {
		return new AgentsReading(agents, List.of(), Places.NOWHERE);
	}

	Roster roster() {
		return new Roster(this.agents);
	}

}
