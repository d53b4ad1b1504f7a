package io.trunkline.agent;

import java.util.Map;

import reactor.core.publisher.Mono;

/** Asks others about a call before it is answered. */
@FunctionalInterface
public interface CallerLookup {

	/** Finds nothing. */
	CallerLookup NONE = (_, _) -> Mono.just(Map.of());

	/**
	 * Asks the address of an agent's {@link Agent.Lookup}.
	 * @return what was found, by name; never fails, never takes longer than the agent
	 * allows, and is empty when nothing was found
	 */
	Mono<Map<String, String>> find(Agent agent, CallVariables call);

}
