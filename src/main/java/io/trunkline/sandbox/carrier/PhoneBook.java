package io.trunkline.sandbox.carrier;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;

/** Who can be called, by number or SIP URI. For any thread. */
public final class PhoneBook {

	private final Map<String, Entry> entries = new ConcurrentHashMap<>();

	public void put(String to, Callee callee, CallFaults faults) {
		this.entries.put(to, new Entry(callee, faults, new AtomicInteger(faults.apiFailures())));
	}

	public Optional<Entry> find(String to) {
		return Optional.ofNullable(this.entries.get(to));
	}

	/** What happens when somebody is rung for this caller, who may know better. */
	public Callee rungFor(Caller caller, String to) {
		Callee own = caller.callees().get(to);
		return (own != null) ? own : find(to).map(Entry::callee).orElse(Callee.PATIENT);
	}

	/**
	 * Somebody.
	 *
	 * @param faults what goes wrong when he is called
	 * @param apiFailures how many orders for calls to him are still to fail
	 */
	public record Entry(Callee callee, CallFaults faults, AtomicInteger apiFailures) {

		/** What goes wrong in a call to him that is ordered now. */
		public CallFaults ofOneCall() {
			return this.faults.forApiRequests(Math.max(0, this.apiFailures.get()));
		}

	}

}
