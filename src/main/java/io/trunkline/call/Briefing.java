package io.trunkline.call;

import java.util.Map;
import java.util.Optional;

import io.trunkline.agent.Agent;
import io.trunkline.agent.CallVariables;
import io.trunkline.agent.Roster;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who speaks in one call, and what is known of the call. Lives as long as the call, over
 * all of its streams, and keeps to the agents as they were defined when the call came.
 */
final class Briefing {

	private final Roster roster;

	private final Mono<Agent> complete;

	private final boolean waits;

	/**
	 * What is known by now. Written once more when the lookup is over, by whatever thread
	 * it ends on.
	 */
	private volatile Known known;

	private volatile boolean handedOver;

	/**
	 * Begins the lookup, if there is one.
	 * @param agent as it is defined
	 * @param offered what the carrier said of the call
	 * @param lookup what else there is to know; null when there is nothing to wait for
	 */
	Briefing(Roster roster, Agent agent, CallVariables offered, @Nullable Mono<CallVariables> lookup) {
		this.roster = roster;
		this.known = new Known(agent.forCall(offered), offered);
		this.waits = lookup != null;
		this.complete = (lookup != null) ? lookup.map((found) -> learn(agent, found)).cache()
				: Mono.just(this.known.agent());
		this.complete.subscribe();
	}

	private Briefing(Agent agent) {
		this.roster = Roster.only(agent);
		this.known = new Known(agent, CallVariables.NONE);
		this.waits = false;
		this.complete = Mono.just(agent);
	}

	/** An agent whose words depend on nothing. */
	static Briefing of(Agent agent) {
		return new Briefing(agent);
	}

	/** Who answers, in the words that are known by now. */
	Agent agent() {
		return this.known.agent();
	}

	/** Whether nothing had to be looked up. */
	boolean isComplete() {
		return this.handedOver || !this.waits;
	}

	/** Who answers, once nothing is left to be known; never fails. */
	Mono<Agent> complete() {
		return this.handedOver ? Mono.just(this.known.agent()) : this.complete;
	}

	/** What is known of the call by now, by {@link CallVariables#key}. */
	Map<String, String> variables() {
		return this.known.variables().seenBy(this.known.agent());
	}

	/** Another agent that may take over this call, briefed as this one is. */
	Optional<Agent> colleague(String name) {
		return this.roster.named(name).map((agent) -> agent.forCall(this.known.variables()));
	}

	/** From here on this agent has the call, also after a stream that broke. */
	void handTo(Agent colleague) {
		this.known = new Known(colleague, this.known.variables());
		this.handedOver = true;
	}

	private Agent learn(Agent agent, CallVariables found) {
		this.known = new Known(agent.forCall(found), found);
		return this.known.agent();
	}

	private record Known(Agent agent, CallVariables variables) {
	}

}
