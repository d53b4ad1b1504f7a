package io.trunkline.telephony;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What is counted of every carrier alike. */
public enum CarrierMeters implements MeterDocumentation {

	/** What a provider did wrong or failed to do. */
	PROVIDER_ERRORS("trunkline.provider.errors", Tag.PROVIDER, Tag.ERROR);

	private final String name;

	private final KeyName[] tags;

	CarrierMeters(String name, KeyName... tags) {
		this.name = name;
		this.tags = tags;
	}

	/**
	 * Counts an error.
	 * @param carrier its room
	 * @param error a constant of the room that met it: few, and without anything of a
	 * call
	 */
	public static void error(MeterRegistry registry, String carrier, Enum<?> error) {
		registry
			.counter(PROVIDER_ERRORS.name, Tag.PROVIDER.asString(), carrier, Tag.ERROR.asString(),
					error.name().toLowerCase(Locale.ROOT))
			.increment();
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return Meter.Type.COUNTER;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.tags.clone();
	}

	/** Names of tags; their values come from enumerations and from names of rooms. */
	enum Tag implements KeyName {

		/** The carrier's room. */
		PROVIDER,
		/** What went wrong. */
		ERROR;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
