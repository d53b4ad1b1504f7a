package io.trunkline.outbound;

import java.util.Set;

import io.trunkline.telephony.Dialler;

/**
 * A carrier that places calls.
 *
 * @param dialler dials there
 * @param queue the orders that wait for it: its pace and its limits are its own
 * @param fromNumbers numbers that its calls may show besides the configured one
 */
record Trunk(Dialler dialler, DialQueue queue, Set<String> fromNumbers) {

	Trunk {
		fromNumbers = Set.copyOf(fromNumbers);
	}

	String carrier() {
		return this.dialler.carrier();
	}

	/** Without numbers, so that it can stand in a log. */
	@Override
	public String toString() {
		return carrier();
	}

}
