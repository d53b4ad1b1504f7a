package io.trunkline.outbound;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.trunkline.agent.Agent;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.DialPlan;
import io.trunkline.telephony.Dialler.Line;
import io.trunkline.telephony.PhoneNumber;

/**
 * A wish that may come true.
 *
 * @param agent who speaks, as it is defined when the order comes
 * @param variables as they were given
 * @param to whom to call
 * @param from the number to be shown if it is another than the line's
 * @param ring how long to ring
 * @param callback how long the carrier waits for answers
 * @param trunk the carrier that dials: this one and no other, whatever comes of it
 * @param line whose call it will be
 */
record CheckedOrder(Agent agent, Map<String, String> variables, PhoneNumber to, Optional<PhoneNumber> from,
		Duration ring, Duration callback, Trunk trunk, Line.Open line) {

	DialPlan plan(String tag) {
		DialPlan.Detection detection = switch (this.agent.outbound().detection()) {
			case NONE -> DialPlan.Detection.NONE;
			case ASYNC -> DialPlan.Detection.ASYNC;
			case SYNC -> DialPlan.Detection.SYNC;
		};
		return new DialPlan(tag, this.to, this.from, this.ring, this.callback, detection);
	}

	/** The call that comes of it. */
	CallLeg leg(String tag, CallId call) {
		return new CallLeg(this.trunk.carrier(), this.line.account(), call, this.from.orElse(this.line.from()).e164(),
				this.to.e164(), CallLeg.Direction.OUTBOUND, tag);
	}

	/** The same while the carrier's name of the call is not known. */
	CallLeg leg(String tag) {
		return leg(tag, new CallId(tag));
	}

}
