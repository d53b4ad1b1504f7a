package io.trunkline.call;

import java.time.Duration;

/**
 * How often the broken media streams of one call have been replaced.
 *
 * @param count replacements so far
 * @param lastAt monotonic nanoseconds of the last one
 */
record Reconnection(int count, long lastAt) {

	static final Reconnection NONE = new Reconnection(0, 0);

	private static final int MOST = 3;

	private static final Duration APART = Duration.ofSeconds(30);

	/** A stream that keeps breaking must not keep a caller in a loop. */
	boolean allowedAt(long now) {
		return this.count == 0 || (this.count < MOST && now - this.lastAt >= APART.toNanos());
	}

	Reconnection againAt(long now) {
		return new Reconnection(this.count + 1, now);
	}

}
