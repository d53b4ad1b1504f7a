package io.trunkline.routing;

import java.time.Instant;
import java.util.List;

import io.trunkline.call.Doorkeeper.Entry;

/**
 * All routes, of which the first that takes a dialled number decides.
 *
 * @param all in the order in which they were written
 */
record Routes(List<Route> all) {

	/** Whoever answers the dialled number by its own settings. */
	static final Entry.Agent WHOSE_NUMBER = new Entry.Agent("", "");

	Routes {
		all = List.copyOf(all);
	}

	/**
	 * What becomes of a call.
	 * @param from who calls, as the carrier said
	 * @param to the number that was dialled
	 * @return an agent without a name is whoever answers that number
	 */
	Entry entry(String from, String to, Instant now) {
		return this.all.stream()
			.filter((route) -> route.takes(to))
			.findFirst()
			.map((route) -> route.entry(Caller.of(from), now))
			.orElse(WHOSE_NUMBER);
	}

}
