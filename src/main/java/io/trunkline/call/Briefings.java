package io.trunkline.call;

import java.time.InstantSource;
import java.util.Optional;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallVariables;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.Roster;
import io.trunkline.telephony.CallLeg;
import reactor.core.publisher.Mono;

/**
 * Finds the agent for a call and tells it what it needs to know.
 *
 * @param agents who there is
 * @param lookup asked about calls whose agent wants it
 * @param clock tells when a call came
 */
record Briefings(Agents agents, CallerLookup lookup, InstantSource clock) {

	/**
	 * Begins the lookup at once, so that it runs while the carrier opens its media
	 * socket.
	 */
	Optional<Briefing> about(CallLeg leg) {
		Roster roster = this.agents.current();
		CallVariables offered = CallVariables.of(leg.from(), leg.to(), leg.callId().value(), this.clock.instant());
		return roster.answering(leg.to()).map((agent) -> brief(roster, agent, offered));
	}

	private Briefing brief(Roster roster, Agent agent, CallVariables offered) {
		Mono<CallVariables> asked = agent.variables().lookup().isEmpty() ? null
				: this.lookup.find(agent, offered).map(offered::with);
		return new Briefing(roster, agent, offered, asked);
	}

}
