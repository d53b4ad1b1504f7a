package io.trunkline.agent;

/**
 * Something in the definition of an agent with which it cannot serve calls.
 *
 * @param setting the whole name of the setting to change
 * @param problem what is wrong with it, continuing a sentence that begins with the
 * setting; without its value
 */
public record AgentFault(String setting, String problem) {

	/** A fault of one agent's setting, given by its name below the agent. */
	public static AgentFault of(Agent agent, String setting, String problem) {
		return new AgentFault("trunkline.agents." + agent.name() + "." + setting, problem);
	}

}
