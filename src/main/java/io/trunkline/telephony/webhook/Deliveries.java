package io.trunkline.telephony.webhook;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a while which events have come, since carriers send one again when they
 * lost the connection before our answer.
 */
public final class Deliveries {

	/** Older events are forgotten first; a second delivery follows within seconds. */
	private static final long MAX_REMEMBERED = 10_000;

	private final Cache<Object, Boolean> seen = Caffeine.newBuilder()
		.maximumSize(MAX_REMEMBERED)
		.expireAfterWrite(Duration.ofMinutes(5))
		.build();

	/**
	 * Notes a delivery.
	 * @param event a value that is the same for each delivery of one event; null when it
	 * cannot be told apart from others
	 * @return whether it is the first of its event; always so for null
	 */
	public boolean isFirst(@Nullable Object event) {
		return event == null || this.seen.asMap().putIfAbsent(event, Boolean.TRUE) == null;
	}

}
