package io.trunkline.sandbox.cartesia;

import java.time.Duration;

import io.trunkline.sandbox.cartesia.Entrance.Query;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client may turn. A threshold is compared with the likelihood that the caller is
 * still within a turn, so a higher one ends turns sooner.
 *
 * @param endTimeoutMillis so much silence ends a turn whatever the thresholds say
 */
record TurnKnobs(double start, double eagerEnd, double end, double endTimeoutMillis) {

	static final TurnKnobs DEFAULT = new TurnKnobs(0.8, 0.4, 0.2, 5600);

	/** How much silence moves the likelihood from 1 to 0. */
	private static final double SPAN_MILLIS = 1500;

	static TurnKnobs of(Query query) {
		return new TurnKnobs(query.number("turn_start_threshold", DEFAULT.start),
				query.number("turn_eager_end_threshold", DEFAULT.eagerEnd),
				query.number("turn_end_threshold", DEFAULT.end),
				query.number("turn_end_timeout_ms", DEFAULT.endTimeoutMillis));
	}

	/**
	 * These knobs changed by a {@code config} command, or {@code null} if it is wrong.
	 */
	@Nullable TurnKnobs with(JsonNode turn) {
		if (turn.isMissingNode()) {
			return this;
		}
		boolean numbers = turn.isObject() && turn.properties().stream().allMatch((knob) -> knob.getValue().isNumber());
		return numbers ? new TurnKnobs(turn.path("start_threshold").asDouble(this.start),
				turn.path("eager_end_threshold").asDouble(this.eagerEnd), turn.path("end_threshold").asDouble(this.end),
				turn.path("end_timeout_ms").asDouble(this.endTimeoutMillis)) : null;
	}

	boolean isValid() {
		return within(this.start, 0.5, 0.9) && within(this.eagerEnd, 0.3, 0.6) && within(this.end, 0.05, 0.5)
				&& this.start > this.eagerEnd && this.eagerEnd > this.end && within(this.endTimeoutMillis, 640, 11200);
	}

	/** The silence of an eager end, given that of the default threshold. */
	long eagerEndMillis(Duration standard) {
		return silence(standard, DEFAULT.eagerEnd - this.eagerEnd);
	}

	/** The silence of an end, given that of the default threshold. */
	long endMillis(Duration standard) {
		return silence(standard, DEFAULT.end - this.end);
	}

	private long silence(Duration standard, double patience) {
		long millis = standard.toMillis() + Math.round(patience * SPAN_MILLIS);
		return Math.min(Math.max(60, millis), Math.round(this.endTimeoutMillis));
	}

	private static boolean within(double value, double least, double most) {
		return value >= least && value <= most;
	}

}
