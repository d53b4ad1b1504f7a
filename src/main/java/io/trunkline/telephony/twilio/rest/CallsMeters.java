package io.trunkline.telephony.twilio.rest;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What the API counts. */
enum CallsMeters implements MeterDocumentation {

	/** What a provider did wrong or failed to do. */
	PROVIDER_ERRORS("trunkline.provider.errors", Tag.PROVIDER, Tag.ERROR);

	private final String name;

	private final KeyName[] tags;

	CallsMeters(String name, KeyName... tags) {
		this.name = name;
		this.tags = tags;
	}

	static void error(MeterRegistry registry, Refused.Cause error) {
		registry
			.counter(PROVIDER_ERRORS.name, Tag.PROVIDER.asString(), "twilio", Tag.ERROR.asString(),
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

	/** Names of tags; their values come from enumerations. */
	enum Tag implements KeyName {

		/** Always {@code twilio} here. */
		PROVIDER,
		/** One of {@link Refused.Cause}. */
		ERROR;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
