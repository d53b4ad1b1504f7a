package io.trunkline.engine.realtime;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is measured about the socket, of all calls. */
final class RealtimeMeters {

	private final MeterRegistry registry;

	/** By limit: requests or tokens. */
	private final Map<Limit, AtomicLong> remaining = new ConcurrentHashMap<>();

	RealtimeMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	/** A connection ended without our doing. */
	void lost(RealtimeException.Kind kind) {
		this.registry.counter("trunkline.realtime.lost", "kind", kind.name().toLowerCase(Locale.ROOT)).increment();
	}

	/** A connection was replaced before it had to end. */
	void renewed() {
		this.registry.counter("trunkline.realtime.renewed").increment();
	}

	/** A call goes on with the other engine. */
	void fellBack() {
		this.registry.counter("trunkline.realtime.fallback").increment();
	}

	/** The caller's words came too late, or not at all. */
	void unwritten() {
		this.registry.counter("trunkline.realtime.unwritten").increment();
	}

	/** A reply is over. */
	void replied(String status) {
		String known = switch (status) {
			case "completed", "cancelled", "failed", "incomplete" -> status;
			default -> "other";
		};
		this.registry.counter("trunkline.realtime.replies", "status", known).increment();
	}

	/** The server complained, and the session went on. */
	void complained() {
		this.registry.counter("trunkline.realtime.errors").increment();
	}

	void remaining(ServerEvent.Limit limit) {
		switch (limit.name()) {
			case "requests" -> gauge(Limit.REQUESTS).set(Math.round(limit.remaining()));
			case "tokens" -> gauge(Limit.TOKENS).set(Math.round(limit.remaining()));
			default -> {
			}
		}
	}

	private AtomicLong gauge(Limit limit) {
		return this.remaining.computeIfAbsent(limit, (one) -> {
			AtomicLong value = new AtomicLong();
			Gauge.builder("trunkline.realtime.limit.remaining", value, AtomicLong::get)
				.tag("limit", one.name().toLowerCase(Locale.ROOT))
				.register(this.registry);
			return value;
		});
	}

	private enum Limit {

		REQUESTS, TOKENS

	}

}
