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
	 * The same for an agent whose words depend on something that is still being looked
	 * up. An engine that can connect without them does so at once; this one waits.
	 * @param agent whom it speaks for; its instructions and sentences are preliminary,
	 * the rest of it is not
	 * @param briefed the agent with its final words; soon, and never fails
	 */
	default EngineSession open(Agent agent, Mono<Agent> briefed) {
		return new LateSession(briefed.map(this::open));
	}

	/**
	 * Gets ready what the agent says often, so that its calls need not wait for it. Best
	 * effort: what cannot be got ready is left out.
	 * @return completes when all is done; cancelling it stops that. Never fails.
	 */
	default Mono<Void> prepare(Agent agent) {
		return Mono.empty();
	}

}
