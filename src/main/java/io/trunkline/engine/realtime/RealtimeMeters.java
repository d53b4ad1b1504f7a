package io.trunkline.engine.realtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.metric.Metric;

/** What is measured about the socket, of all calls. */
final class RealtimeMeters {

	private static final Metric RENEWED = Metric.of("trunkline.realtime.renewed");

	private static final Metric FALLBACK = Metric.of("trunkline.realtime.fallback");

	private static final Metric UNWRITTEN = Metric.of("trunkline.realtime.unwritten");

	private static final Metric ERRORS = Metric.of("trunkline.realtime.errors");

	private final MeterRegistry registry;

	/** By limit: requests or tokens. */
	private final Map<Limit, AtomicLong> remaining = new ConcurrentHashMap<>();

	RealtimeMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	/** A connection ended without our doing. */
	void lost(RealtimeException.Kind kind) {
		losses(kind).count(this.registry);
	}

	/** A connection was replaced before it had to end. */
	void renewed() {
		RENEWED.count(this.registry);
	}

	/** A call goes on with the other engine. */
	void fellBack() {
		FALLBACK.count(this.registry);
	}

	/** The caller's words came too late, or not at all. */
	void unwritten() {
		UNWRITTEN.count(this.registry);
	}

	/** A reply is over. */
	void replied(String status) {
		replies(switch (status) {
			case "completed" -> Status.COMPLETED;
			case "cancelled" -> Status.CANCELLED;
			case "failed" -> Status.FAILED;
			case "incomplete" -> Status.INCOMPLETE;
			default -> Status.OTHER;
		}).count(this.registry);
	}

	/** The server complained, and the session went on. */
	void complained() {
		ERRORS.count(this.registry);
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
			limits(one).gauge(this.registry, value, AtomicLong::get);
			return value;
		});
	}

	private static Metric losses(RealtimeException.Kind kind) {
		return Metric.of("trunkline.realtime.lost").by("kind", kind);
	}

	private static Metric replies(Status status) {
		return Metric.of("trunkline.realtime.replies").by("status", status);
	}

	private static Metric limits(Limit limit) {
		return Metric.of("trunkline.realtime.limit.remaining").by("limit", limit);
	}

	private enum Status {

		COMPLETED, CANCELLED, FAILED, INCOMPLETE, OTHER

	}

	private enum Limit {

		REQUESTS, TOKENS

	}

}
