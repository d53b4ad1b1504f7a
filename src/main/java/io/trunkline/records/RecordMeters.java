package io.trunkline.records;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What this room measures. */
enum RecordMeters implements MeterDocumentation {

	/** Calls whose record is being assembled. */
	OPEN("trunkline.records.open", Meter.Type.GAUGE),

	/** Records of calls, by whether their end was told. */
	CALLS("trunkline.records.calls", Meter.Type.COUNTER, Key.COMPLETE),

	/** Events that came for a call whose record was written. */
	LATE("trunkline.records.late", Meter.Type.COUNTER),

	/** Attempts to write an event to a sink, by result. */
	WRITES("trunkline.records.writes", Meter.Type.COUNTER, Key.SINK, Key.RESULT),

	/** Events in memory that a sink has not written. */
	WAITING("trunkline.records.waiting", Meter.Type.GAUGE, Key.SINK),

	/** Events that a sink never got. */
	LOST("trunkline.records.lost", Meter.Type.COUNTER, Key.SINK),

	/** Attempts to send an event to the webhook, by result. */
	SENT("trunkline.records.webhook.sent", Meter.Type.COUNTER, Key.RESULT),

	/** Events on the disk that the webhook has not taken. */
	SPOOLED("trunkline.records.webhook.spooled", Meter.Type.GAUGE),

	/** What they take of the disk. */
	SPOOLED_BYTES("trunkline.records.webhook.spooled.bytes", Meter.Type.GAUGE),

	/** Events that the webhook will never take, kept for people. */
	REJECTED("trunkline.records.webhook.rejected", Meter.Type.GAUGE);

	private final String meterName;

	private final Meter.Type type;

	private final KeyName[] keys;

	RecordMeters(String meterName, Meter.Type type, KeyName... keys) {
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

	static void call(MeterRegistry registry, boolean complete) {
		registry.counter(CALLS.getName(), Key.COMPLETE.asString(), String.valueOf(complete)).increment();
	}

	static void late(MeterRegistry registry) {
		registry.counter(LATE.getName()).increment();
	}

	static void wrote(MeterRegistry registry, String sink, Result result) {
		registry.counter(WRITES.getName(), Key.SINK.asString(), sink, Key.RESULT.asString(), result.tag()).increment();
	}

	static void lost(MeterRegistry registry, String sink, int events) {
		registry.counter(LOST.getName(), Key.SINK.asString(), sink).increment(events);
	}

	static void sent(MeterRegistry registry, Result result) {
		registry.counter(SENT.getName(), Key.RESULT.asString(), result.tag()).increment();
	}

	/** What came of an attempt. */
	enum Result {

		/** Done. */
		OK,
		/** To be tried again. */
		FAILED,
		/** Not to be tried again. */
		REJECTED;

		private String tag() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** Tags. */
	enum Key implements KeyName {

		/** Whether the end of the call was told. */
		COMPLETE,
		/** {@link CallRecordSink#name()}. */
		SINK,
		/** A {@link Result} in lower case. */
		RESULT;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
