package io.trunkline.sandbox.caller;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What goes wrong during one call.
 *
 * @param kinds switched on for the whole call
 * @param apiFailures how many requests to the Voice API fail, if {@code kinds} has a
 * failure of it; the ones after that succeed
 */
public record CallFaults(Set<Fault> kinds, int apiFailures) {

	/** Nothing goes wrong. */
	public static final CallFaults NONE = new CallFaults(Set.of(), 0);

	public CallFaults {
		kinds = Set.copyOf(kinds);
	}

	/** These faults; of the Voice API's requests about this call only the first fails. */
	public static CallFaults of(Fault... kinds) {
		EnumSet<Fault> set = EnumSet.noneOf(Fault.class);
		set.addAll(Arrays.asList(kinds));
		return new CallFaults(set, 1);
	}

	/** The same faults with another number of failing requests to the Voice API. */
	public CallFaults forApiRequests(int failures) {
		return new CallFaults(this.kinds, failures);
	}

	public boolean has(Fault fault) {
		return this.kinds.contains(fault);
	}

}
