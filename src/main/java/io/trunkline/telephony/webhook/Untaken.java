package io.trunkline.telephony.webhook;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallId;

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

	/** Notes what whoever picked up for this caller is told. */
	public void note(CallId caller, BridgeAnswer answer) {
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
