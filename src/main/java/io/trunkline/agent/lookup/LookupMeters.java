package io.trunkline.agent.lookup;

import io.trunkline.metric.Metric;

/** What this room measures. */
final class LookupMeters {

	private LookupMeters() {
	}

	/** How long calls were looked up, by the agent's name in the configuration. */
	static Metric lookup(String agent, Outcome outcome) {
		return Metric.of("trunkline.agent.lookup").named("agent", agent).by("outcome", outcome);
	}

	/** Ways for a lookup to end. */
	enum Outcome {

		/** An answer came in time; it may know little. */
		ANSWERED,
		/** The time was over. */
		LATE,
		/** The server answered 404: it does not know the caller. */
		UNKNOWN,
		/** The server answered with another status than 200 or 404. */
		REFUSED,
		/** The answer was too long, or no JSON object. */
		UNREADABLE,
		/** No connection, or it broke. */
		FAILED,
		/** The address needs a number that the caller did not show. */
		SKIPPED

	}

}
