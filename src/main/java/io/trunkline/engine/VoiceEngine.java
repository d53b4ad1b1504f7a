package io.trunkline.engine;

import java.util.List;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioFormat;
import reactor.core.publisher.Mono;

/** A way to listen and speak for agents. */
public interface VoiceEngine {

	/** Which agents it serves. */
	Agent.Engine kind();

	/**
	 * Begins to warm up for one call: connects what takes time to connect.
	 * @param agent whom it speaks for
	 * @param format of the sound that it makes
	 * @return the engine's part in this call, to be closed with it
	 */
	EngineSession open(Agent agent, AudioFormat format);

	/**
	 * The same for an agent whose words depend on something that is still being looked
	 * up. An engine that can connect without them does so at once; this one waits.
	 * @param agent whom it speaks for; its instructions and sentences are preliminary,
	 * the rest of it is not
	 * @param format of the sound that it makes
	 * @param briefed the agent with its final words; soon, and never fails
	 */
	default EngineSession open(Agent agent, Mono<Agent> briefed, AudioFormat format) {
		return new LateSession(briefed.map((known) -> open(known, format)));
	}

	/**
	 * Gets ready what the agent says often, so that its calls need not wait for it. Best
	 * effort: what cannot be got ready is left out.
	 * @param format of the sound that is wanted
	 * @return completes when all is done; cancelling it stops that. Never fails.
	 */
	default Mono<Void> prepare(Agent agent, AudioFormat format) {
		return Mono.empty();
	}

	/**
	 * What is not set, though this agent cannot be served without it.
	 * @return settings, each with its variable
	 */
	default List<String> missing(Agent agent) {
		return List.of();
	}

}
