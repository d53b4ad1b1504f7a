package io.trunkline.call.memory;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallVariables;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.Roster;
import io.trunkline.telephony.CallLeg;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds the agent for a call and tells it what it needs to know. A lookup begins at once,
 * so that it runs while the carrier opens its media socket.
 *
 * @param agents who there is
 * @param lookup asked about calls whose agent wants it
 * @param clock tells when a call came
 */
public record Briefings(Agents agents, CallerLookup lookup, InstantSource clock) {

	/**
	 * Briefs an agent whom somebody has chosen.
	 * @param greeting its first sentence in this call; blank for its own
	 * @param engine what it listens and speaks with in this call; null for its own
	 * @return empty when there is no such agent
	 */
	public Optional<Briefing> about(CallLeg leg, String agent, String greeting, Agent.@Nullable Engine engine) {
		Roster roster = this.agents.current();
		return roster.named(agent)
			.map((named) -> greeting.isBlank() ? named : named.greeting(greeting))
			.map((named) -> (engine != null) ? named.on(engine) : named)
			.map((named) -> brief(roster, named, leg, Map.of()));
	}

	/**
	 * Briefs the agent for whom a call was placed.
	 * @param ordered what the order brought
	 * @return empty when there is no such agent
	 */
	public Optional<Briefing> about(CallLeg leg, String agent, Map<String, String> ordered) {
		Roster roster = this.agents.current();
		return roster.named(agent).map((named) -> brief(roster, named, leg, ordered));
	}

	private Briefing brief(Roster roster, Agent agent, CallLeg leg, Map<String, String> ordered) {
		CallVariables offered = CallVariables.of(leg.from(), leg.to(), leg.callId().value(), this.clock.instant())
			.with(ordered);
		Mono<CallVariables> asked = agent.variables().lookup().isEmpty() ? null
				: this.lookup.find(agent, offered).map(offered::with);
		return new Briefing(roster, agent, offered, ordered, asked);
	}

}
