package io.trunkline.outbound;

import io.trunkline.metric.Metric;

/** What this room measures. */
final class OutboundMeters {

	private OutboundMeters() {
	}

	/** Orders that wait for their turn at a carrier, on this pod. */
	static Metric queue(String carrier) {
		return Metric.of("trunkline.outbound.queue").named("carrier", carrier);
	}

	/** What came of orders. */
	static Metric orders(Result result) {
		return Metric.of("trunkline.outbound.orders").by("result", result);
	}

	/** Wishes that were refused. */
	static Metric refused(OutboundRefusedException.Kind reason) {
		return Metric.of("trunkline.outbound.refused").by("reason", reason);
	}

	/** What carriers said to attempts. */
	static Metric attempts(Attempt result) {
		return Metric.of("trunkline.outbound.attempts").by("result", result);
	}

	/** What comes of an order; each order counts once, but for repeated requests. */
	enum Result {

		/** The carrier has taken it. */
		PLACED,
		/** Nobody knows. */
		UNCERTAIN,
		/** It was given up or refused by the carrier. */
		FAILED,
		/** A request asked for an order that was there. */
		REPEATED

	}

	/** What a carrier says to an attempt. */
	enum Attempt {

		/** It took the order. */
		TAKEN,
		/** It may take it soon. */
		RETRYABLE,
		/** It takes it when a call has ended. */
		BUSY,
		/** It never will. */
		REFUSED,
		/** Its reply was lost. */
		UNCERTAIN

	}

}
