package io.trunkline.engine;

import io.trunkline.agent.Agent;

/** A way to listen and speak for agents. */
public interface VoiceEngine {

	/** Which agents it serves. */
	Agent.Engine kind();

	/**
	 * Begins to warm up for one call: connects what takes time to connect.
	 * @param agent whom it speaks for
	 * @return the engine's part in this call, to be closed with it
	 */
	EngineSession open(Agent agent);

}
