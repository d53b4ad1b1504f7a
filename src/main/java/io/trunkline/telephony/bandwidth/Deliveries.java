package io.trunkline.telephony.bandwidth;

import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.bandwidth.BandwidthEvent.Envelope;

/**
 * Remembers for a while which events have come, since Bandwidth sends one again when it
 * lost the connection before our answer. Events have no id of their own.
 */
final class Deliveries {

	/** Older events are forgotten first; a second delivery follows within seconds. */
	private static final long MAX_REMEMBERED = 10_000;

	private final Cache<Delivery, Boolean> seen = Caffeine.newBuilder()
		.maximumSize(MAX_REMEMBERED)
		.expireAfterWrite(Duration.ofMinutes(5))
		.build();

	/**
	 * Notes a delivery.
	 * @return whether it is the first of its event; always so for an event that cannot be
	 * told apart from others
	 */
	boolean isFirst(Envelope envelope) {
		if (envelope.leg() == null || envelope.eventTime() == null) {
			return true;
		}
		Delivery delivery = new Delivery(envelope.leg().callId(), envelope.type(), envelope.eventTime());
		return this.seen.asMap().putIfAbsent(delivery, Boolean.TRUE) == null;
	}

	private record Delivery(CallId callId, BandwidthEventType type, Instant eventTime) {
	}

}
