package io.trunkline.agent.lookup;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What this room measures. */
enum LookupMeters implements MeterDocumentation {

	/** How long calls were looked up, by agent and outcome. */
	LOOKUP;

	@Override
	public String getName() {
		return "trunkline.agent.lookup";
	}

	@Override
	public Meter.Type getType() {
		return Meter.Type.TIMER;
	}

	@Override
	public KeyName[] getKeyNames() {
		return Key.values();
	}

	static void record(MeterRegistry registry, String agent, Outcome outcome, Duration took) {
		registry
			.timer(LOOKUP.getName(), Key.AGENT.asString(), agent, Key.OUTCOME.asString(),
					outcome.name().toLowerCase(Locale.ROOT))
			.record(took);
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

	/** Tags. */
	enum Key implements KeyName {

		/** The agent's name in the configuration. */
		AGENT,
		/** An {@link Outcome} in lower case. */
		OUTCOME;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
