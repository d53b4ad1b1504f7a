package io.trunkline.routing;

import java.time.Instant;

import io.trunkline.agent.Agents;
import io.trunkline.call.Doorkeeper;
import io.trunkline.telephony.CallLeg;

/** Lets calls in by the routes, to agents as they are defined when the call comes. */
final class RouteDoor implements Doorkeeper {

	private final Routes routes;

	private final Agents agents;

	RouteDoor(Routes routes, Agents agents) {
		this.routes = routes;
		this.agents = agents;
	}

	@Override
	public Entry entry(CallLeg leg, Instant now) {
		return switch (this.routes.entry(leg.from(), leg.to(), now)) {
			case Entry.Agent taken when taken.name().isEmpty() -> whoseNumber(leg.to(), taken.greeting());
			case Entry decided -> decided;
		};
	}

	private Entry.Agent whoseNumber(String dialled, String greeting) {
		return new Entry.Agent(this.agents.answering(dialled).map((agent) -> agent.name()).orElse(""), greeting);
	}

}
