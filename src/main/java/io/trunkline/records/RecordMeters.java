package io.trunkline.records;

import io.trunkline.metric.Metric;

/** What this room measures. */
final class RecordMeters {

	/** Calls whose record is being assembled. */
	static final Metric OPEN = Metric.of("trunkline.records.open");

	/** Events that came for a call whose record was written. */
	static final Metric LATE = Metric.of("trunkline.records.late");

	/** Events on the disk that the webhook has not taken. */
	static final Metric SPOOLED = Metric.of("trunkline.records.webhook.spooled");

	/** What they take of the disk. */
	static final Metric SPOOLED_BYTES = Metric.of("trunkline.records.webhook.spooled.bytes");

	/** Events that the webhook will never take, kept for people. */
	static final Metric REJECTED = Metric.of("trunkline.records.webhook.rejected");

	private RecordMeters() {
	}

	/** Records of calls, by whether their end was told. */
	static Metric calls(boolean complete) {
		return Metric.of("trunkline.records.calls").by("complete", complete);
	}

	/** Attempts to write an event to a sink. */
	static Metric writes(String sink, Result result) {
		return Metric.of("trunkline.records.writes").named("sink", sink).by("result", result);
	}

	/** Events in memory that a sink has not written. */
	static Metric waiting(String sink) {
		return Metric.of("trunkline.records.waiting").named("sink", sink);
	}

	/** Events that a sink never got. */
	static Metric lost(String sink) {
		return Metric.of("trunkline.records.lost").named("sink", sink);
	}

	/** Attempts to send an event to the webhook. */
	static Metric sent(Result result) {
		return Metric.of("trunkline.records.webhook.sent").by("result", result);
	}

	/** What came of an attempt. */
	enum Result {

		/** Done. */
		OK,
		/** To be tried again. */
		FAILED,
		/** Not to be tried again. */
		REJECTED

	}

}
