package io.trunkline.routing;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import io.trunkline.call.Doorkeeper.Entry;

/**
 * What becomes of calls to some numbers.
 *
 * @param numbers as they are dialled; empty for all
 * @param reject whether no call is taken at all
 * @param taken by whom calls are taken
 * @param hours when
 * @param closed what becomes of them at any other time
 * @param callers who is treated otherwise
 */
record Route(Set<String> numbers, boolean reject, Entry.Agent taken, Hours hours, Entry closed, Callers callers) {

	boolean takes(String dialled) {
		return this.numbers.isEmpty() || this.numbers.contains(dialled);
	}

	Entry entry(Caller caller, Instant now) {
		if (this.reject) {
			return new Entry.Reject();
		}
		return switch (this.callers.judge(caller)) {
			case UNWANTED -> new Entry.Reject();
			case SPECIAL -> (this.callers.always() || this.hours.isOpen(now)) ? this.callers.special() : this.closed;
			case ANYBODY -> this.hours.isOpen(now) ? this.taken : this.closed;
		};
	}

	/**
	 * Who is treated otherwise.
	 *
	 * @param blocked whose calls are not taken
	 * @param withheld whether calls are taken that show no number
	 * @param vip who is taken by somebody else, or greeted otherwise
	 * @param special how these are taken
	 * @param always whether these are taken outside of the hours too
	 */
	record Callers(NumberList blocked, boolean withheld, NumberList vip, Entry.Agent special, boolean always) {

		/**
		 * Whoever is on both lists is what the closer entry says; blocked, if they are
		 * alike.
		 */
		Standing judge(Caller caller) {
			Optional<String> number = caller.number();
			int blocked = number.map(this.blocked::match).orElse(0);
			int vip = number.map(this.vip::match).orElse(0);
			if (vip > blocked) {
				return Standing.SPECIAL;
			}
			return (blocked > 0 || (caller.withheld() && !this.withheld)) ? Standing.UNWANTED : Standing.ANYBODY;
		}

	}

	/** What a caller is to a route. */
	enum Standing {

		/** On no list. */
		ANYBODY,
		/** Not to be answered. */
		UNWANTED,
		/** On the list of those who are taken otherwise. */
		SPECIAL

	}

}
