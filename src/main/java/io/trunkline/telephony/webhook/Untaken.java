package io.trunkline.telephony.webhook;

import java.time.Duration;
import java.util.function.BiFunction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The callers whose call somebody was asked, or told, not to be connected with. Carriers
 * say the same whether two people have spoken or one of them never took the call.
 */
public final class Untaken {

	/** Older ones are forgotten first. */
	private static final long MAX_REMEMBERED = 10_000;

	private final Cache<CallId, Boolean> callers = Caffeine.newBuilder()
		.maximumSize(MAX_REMEMBERED)
		.expireAfterWrite(Duration.ofMinutes(10))
		.build();

	/**
	 * Asks what to do with somebody who picked up, and notes it.
	 * @param pickedUp who that is; null if the carrier does not say
	 * @param caller for whom, likewise
	 * @return fails when nobody can say
	 */
	public Mono<BridgeAnswer> ask(@Nullable CallLeg pickedUp, @Nullable CallLeg caller,
			BiFunction<CallLeg, CallId, Mono<BridgeAnswer>> question) {
		if (pickedUp == null || caller == null) {
			return Mono.error(() -> new IllegalStateException("the event does not say who picked up for whom"));
		}
		return question.apply(caller, pickedUp.callId())
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("the switchboard gave no answer")))
			.doOnNext((answer) -> note(caller.callId(), answer));
	}

	private void note(CallId caller, BridgeAnswer answer) {
		switch (answer) {
			case BridgeAnswer.Brief brief when brief.asks() -> this.callers.put(caller, true);
			case BridgeAnswer.Decline _ -> this.callers.put(caller, true);
			case BridgeAnswer.Connect _, BridgeAnswer.Brief _ -> this.callers.invalidate(caller);
		}
	}

	/** Whether the caller's call was left untaken, which is forgotten then. */
	public boolean forget(CallId caller) {
		return this.callers.asMap().remove(caller) != null;
	}

}
