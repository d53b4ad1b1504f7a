package io.trunkline.sandbox;

import java.time.Instant;

import io.trunkline.call.Doorkeeper;
import io.trunkline.telephony.CallLeg;

/**
 * Lets calls in as the service's own door does, and has those for demonstration answered
 * on the engine that they ask for.
 */
final class DemoDoor implements Doorkeeper {

	private final Doorkeeper door;

	DemoDoor(Doorkeeper door) {
		this.door = door;
	}

	@Override
	public Entry entry(CallLeg leg, Instant now) {
		Entry entry = this.door.entry(leg, now);
		return (entry instanceof Entry.Agent taken) ? DemoCall.engine(leg.from()).<Entry>map(taken::on).orElse(entry)
				: entry;
	}

}
