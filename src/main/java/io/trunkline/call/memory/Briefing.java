package io.trunkline.call.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.trunkline.agent.Agent;
import io.trunkline.agent.CallVariables;
import io.trunkline.agent.Roster;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Who speaks in one call, and what is known of the call. Lives as long as the call, over
 * all of its streams, and keeps to the agents as they were defined when the call came.
 */
public final class Briefing {

	private final Roster roster;

	/** Values that came with the order of a placed call, by the name it gave them. */
	private final Map<String, String> ordered;

	private final Mono<Agent> complete;

	private final boolean waits;

	/**
	 * What is known by now. Written once more when the lookup is over, by whatever thread
	 * it ends on.
	 */
	private volatile Known known;

	/** What a media stream brought. */
	private volatile Map<String, String> brought = Map.of();

	private volatile boolean handedOver;

	/**
	 * Begins the lookup, if there is one.
	 * @param agent as it is defined
	 * @param offered what the carrier said of the call
	 * @param ordered what the order of a placed call brought
	 * @param lookup what else there is to know; null when there is nothing to wait for
	 */
	Briefing(Roster roster, Agent agent, CallVariables offered, Map<String, String> ordered,
			@Nullable Mono<CallVariables> lookup) {
		this.roster = roster;
		this.ordered = Map.copyOf(ordered);
		this.known = new Known(agent.forCall(offered), offered);
		this.waits = lookup != null;
		this.complete = (lookup != null) ? lookup.map((found) -> lookedUp(agent, found)).cache()
				: Mono.just(this.known.agent());
		this.complete.subscribe();
	}

	/** Who answers, in the words that are known by now. */
	public Agent agent() {
		return this.known.agent();
	}

	/** Whether nothing had to be looked up. */
	public boolean isComplete() {
		return this.handedOver || !this.waits;
	}

	/** Who answers, once nothing is left to be known; never fails. */
	public Mono<Agent> complete() {
		return this.handedOver ? Mono.just(this.known.agent()) : this.complete;
	}

	/** What is known of the call by now, by {@link CallVariables#key}. */
	public Map<String, String> variables() {
		return this.known.variables().seenBy(this.known.agent());
	}

	/** What its carrier is to bring back with each media stream. */
	public Map<String, String> ordered() {
		return this.ordered;
	}

	/**
	 * Takes what a media stream brought, as far as the agent declares it and nothing is
	 * known of it: another pod may have had the order.
	 * @return whether that changed anything
	 */
	public boolean learn(Map<String, String> parameters) {
		Known before = this.known;
		Set<String> declared = before.agent().variables().defaults().keySet();
		Map<String, String> news = new HashMap<>();
		parameters.forEach((name, value) -> {
			String key = CallVariables.key(name);
			if (declared.contains(key) && !before.variables().found().containsKey(key)) {
				news.put(key, value);
			}
		});
		if (news.isEmpty()) {
			return false;
		}
		this.brought = Map.copyOf(news);
		CallVariables more = before.variables().with(news);
		this.known = new Known(defined(before.agent()).forCall(more), more);
		return true;
	}

	/** The agent with its variables, as far as they have no value yet. */
	private Agent defined(Agent agent) {
		return this.roster.named(agent.name()).map((named) -> named.on(agent.engine())).orElse(agent);
	}

	/**
	 * Another agent that may take over this call, briefed as this one is, and on the
	 * engine that the call has: a hand-over does not change it.
	 */
	public Optional<Agent> colleague(String name) {
		Known now = this.known;
		return this.roster.named(name).map((agent) -> agent.on(now.agent().engine()).forCall(now.variables()));
	}

	/** From here on this agent has the call, also after a stream that broke. */
	public void handTo(Agent colleague) {
		this.known = new Known(colleague, this.known.variables());
		this.handedOver = true;
	}

	private Agent lookedUp(Agent agent, CallVariables found) {
		CallVariables all = found.with(this.brought).with(found.found());
		this.known = new Known(agent.forCall(all), all);
		return this.known.agent();
	}

	private record Known(Agent agent, CallVariables variables) {
	}

}
