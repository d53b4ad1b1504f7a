package io.trunkline.sandbox.twilio;

import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

import org.jspecify.annotations.Nullable;

/**
 * The calls of an account: those that there are, and what is known of the latest of all.
 * For any number of threads.
 */
final class CallBook {

	private static final int REMEMBERED = 1000;

	private final Map<String, TwilioCall> calls = new ConcurrentHashMap<>();

	/** The latest first. */
	private final Deque<CallSheet> sheets = new ConcurrentLinkedDeque<>();

	void add(TwilioCall call) {
		this.calls.put(call.callSid(), call);
		this.sheets.addFirst(call.sheet());
		while (this.sheets.size() > REMEMBERED) {
			this.sheets.pollLast();
		}
	}

	/** Nothing is left of it. */
	void finished(TwilioCall call) {
		this.calls.remove(call.callSid());
	}

	/** A call of which something is left. */
	@Nullable TwilioCall find(String callSid) {
		return this.calls.get(callSid);
	}

	List<TwilioCall> all() {
		return List.copyOf(this.calls.values());
	}

	/** What is known of a call, be it over or not. */
	Optional<CallSheet> sheet(String callSid) {
		return this.sheets.stream().filter((sheet) -> sheet.callSid().equals(callSid)).findFirst();
	}

	/** Those with these values, the latest first; an empty value means any. */
	List<CallSheet> list(String to, String from, String status) {
		return this.sheets.stream().filter((sheet) -> sheet.matches(to, from, status)).toList();
	}

}
