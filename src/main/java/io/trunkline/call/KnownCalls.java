package io.trunkline.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.trunkline.telephony.CallLeg;

/**
 * The calls of this pod, each by our name of it and by its carrier's where that is
 * another. One that is over is remembered for ten minutes, so that what comes late finds
 * it so. For any thread.
 */
final class KnownCalls {

	private static final long REMEMBERED = Duration.ofMinutes(10).toNanos();

	/** Calls that are over and remembered; those that are not have an end in sight. */
	private static final int MOST_REMEMBERED = 20_000;

	private final Cache<String, CallLife> calls = Caffeine.newBuilder()
		.expireAfter(Expiry
			.<String, CallLife>writing((_, call) -> Duration.ofNanos(call.isOver() ? REMEMBERED : Long.MAX_VALUE)))
		.maximumWeight(MOST_REMEMBERED)
		.weigher((String _, CallLife call) -> call.isOver() ? 1 : 0)
		.build();

	/** The call of this name, also one that is over. */
	Optional<CallLife> find(String id) {
		return Optional.ofNullable(this.calls.getIfPresent(id));
	}

	Optional<CallLife> find(CallLeg leg) {
		return find(leg.id()).or(() -> find(leg.callId().value()));
	}

	/** The call of this leg, which may begin here. */
	CallLife call(CallLeg leg, CallDesk desk) {
		CallLife call = find(leg).orElseGet(() -> this.calls.get(leg.id(), (_) -> new CallLife(desk, leg)));
		call.knownAs(leg);
		if (!leg.id().equals(leg.callId().value())) {
			this.calls.put(leg.callId().value(), call);
		}
		return call;
	}

	/** Puts one that is over in anew, since its time counts from here. */
	void remember(CallLife call) {
		this.calls.put(call.leg().id(), call);
		this.calls.put(call.leg().callId().value(), call);
	}

	List<CallLife> all() {
		return List.copyOf(this.calls.asMap().values());
	}

}
