package io.trunkline.agent;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What this room measures. */
enum AgentMeters implements MeterDocumentation {

	/**
	 * 1 while the files of the agents hold what cannot serve calls, and older agents do.
	 */
	REFUSED("trunkline.agents.refused", Meter.Type.GAUGE),

	/** How often changed files were read, by outcome. */
	RELOADS("trunkline.agents.reloads", Meter.Type.COUNTER, Key.OUTCOME);

	private final String meterName;

	private final Meter.Type type;

	private final KeyName[] keys;

	AgentMeters(String meterName, Meter.Type type, KeyName... keys) {
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

	static void count(MeterRegistry registry, Outcome outcome) {
		registry.counter(RELOADS.getName(), Key.OUTCOME.asString(), outcome.name().toLowerCase(Locale.ROOT))
			.increment();
	}

	/** What became of a changed file. */
	enum Outcome {

		/** New calls get what it says. */
		APPLIED,
		/** It cannot serve calls; the agents stay as they were. */
		REFUSED

	}

	/** Tags. */
	enum Key implements KeyName {

		/** An {@link Outcome} in lower case. */
		OUTCOME;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
