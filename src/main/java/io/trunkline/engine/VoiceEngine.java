package io.trunkline.engine;

import io.trunkline.agent.Agent;
import reactor.core.publisher.Mono;

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

	/**
	 * Gets ready what the agent says often, so that its calls need not wait for it. Best
	 * effort: what cannot be got ready is left out.
	 * @return completes when all is done; cancelling it stops that. Never fails.
	 */
	default Mono<Void> prepare(Agent agent) {
		return Mono.empty();
	}

}
