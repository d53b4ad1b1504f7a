package io.trunkline.sandbox.bandwidth;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/** The calls of a carrier, and a memory of the latest that are over. For any thread. */
final class CallBook {

	private static final int REMEMBERED = 1000;

	private final Map<String, PhoneCall> active = new ConcurrentHashMap<>();

	private final Map<String, Map<String, @Nullable Object>> past = Collections.synchronizedMap(new LinkedHashMap<>() {
		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Map<String, @Nullable Object>> eldest) {
			return size() > REMEMBERED;
		}
	});

	void add(PhoneCall call) {
		this.active.put(call.envelope().callId(), call);
	}

	/** Takes a call that has nothing left out of the active ones. */
	void finished(PhoneCall call) {
		this.past.put(call.envelope().callId(), call.describe());
		this.active.remove(call.envelope().callId());
	}

	@Nullable PhoneCall active(String callId) {
		return this.active.get(callId);
	}

	/** How a call was when it was over, if it is remembered. */
	@Nullable Map<String, @Nullable Object> past(String callId) {
		return this.past.get(callId);
	}

	Collection<PhoneCall> active() {
		return List.copyOf(this.active.values());
	}

}
