package io.trunkline.agent.tool;

/** What running a tool does to the world, and with that when it may run and stop. */
public enum Effect {

	/** Only looks; may be cancelled at any time. */
	READ,
	/** Changes something; once begun it is never cancelled. */
	WRITE,
	/**
	 * Takes the caller away from this agent; runs once, after the words of its answer
	 * have been heard.
	 */
	TERMINAL

}
