package io.trunkline.sandbox.bandwidth;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How many calls an account may order.
 *
 * @param callsPerSecond how many are dialled; the others wait
 * @param queue how many may wait
 * @param sessions how many calls of either direction there may be at once
 * @param retryAfter what is said with a refusal, in whole seconds; null says nothing
 */
public record CallLimits(int callsPerSecond, int queue, int sessions, @Nullable Duration retryAfter) {

	/** The vendor's. */
	public static final CallLimits DEFAULTS = new CallLimits(5, 5 * 300, 100, null);

	/** The same with other numbers. */
	public CallLimits of(int callsPerSecond, int queue, int sessions) {
		return new CallLimits(callsPerSecond, queue, sessions, this.retryAfter);
	}

	/** The same, and refusals say when to come back. */
	public CallLimits retryAfter(Duration time) {
		return new CallLimits(this.callsPerSecond, this.queue, this.sessions, time);
	}

}
