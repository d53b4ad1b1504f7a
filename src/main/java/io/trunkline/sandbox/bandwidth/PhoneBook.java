package io.trunkline.sandbox.bandwidth;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;

/** Who can be called, by number or SIP URI. For any thread. */
final class PhoneBook {

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	void put(String to, Callee callee, CallFaults faults) {
		this.entries.put(to, new Entry(callee, faults, new AtomicInteger(faults.apiFailures())));
	}

	Optional<Entry> find(String to) {
		return Optional.ofNullable(this.entries.get(to));
	}

	/**
	 * Somebody.
	 *
	 * @param faults what goes wrong when he is called
	 * @param apiFailures how many orders for calls to him are still to fail
	 */
	record Entry(Callee callee, CallFaults faults, AtomicInteger apiFailures) {

		/** What goes wrong in a call to him that is ordered now. */
		CallFaults ofOneCall() {
			return this.faults.forApiRequests(Math.max(0, this.apiFailures.get()));
		}

	}

}
