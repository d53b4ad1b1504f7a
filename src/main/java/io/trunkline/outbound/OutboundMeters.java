package io.trunkline.outbound;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What this room measures. */
enum OutboundMeters implements MeterDocumentation {

	/** Orders that wait for their turn at a carrier, on this pod. */
	QUEUE("trunkline.outbound.queue", Meter.Type.GAUGE, Key.CARRIER),

	/** What came of orders. */
	ORDERS("trunkline.outbound.orders", Meter.Type.COUNTER, Key.RESULT),

	/** Wishes that were refused, by reason. */
	REFUSED("trunkline.outbound.refused", Meter.Type.COUNTER, Key.REASON),

	/** What carriers said to attempts. */
	ATTEMPTS("trunkline.outbound.attempts", Meter.Type.COUNTER, Key.RESULT);

	private final String meterName;

	private final Meter.Type type;

	private final KeyName[] keys;

	OutboundMeters(String meterName, Meter.Type type, KeyName... keys) {
		this.meterName = meterName;
		this.type = type;
		this.keys = keys;
	}

	@Override
	public String getName() {
		return this.meterName;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.keys.clone();
	}

	/** Counts under this constant's only key, which must be one of a fixed few. */
	void count(MeterRegistry registry, Enum<?> value) {
		registry.counter(this.meterName, this.keys[0].asString(), lower(value)).increment();
	}

	/** Shows how many wait in a queue. */
	void gauge(MeterRegistry registry, String carrier, DialQueue queue) {
		Gauge.builder(this.meterName, queue, DialQueue::size).tag(this.keys[0].asString(), carrier).register(registry);
	}

	private static String lower(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
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

	/** Tags. */
	enum Key implements KeyName {

		/** The carrier's room. */
		CARRIER,
		/** A {@link Result} or {@link Attempt} in lower case. */
		RESULT,
		/** A kind of refusal in lower case. */
		REASON;

		@Override
		public String asString() {
			return lower(this);
		}

	}

}
