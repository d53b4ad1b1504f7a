package io.trunkline.api;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What is counted of the operators' API besides Boot's meters of HTTP requests. */
enum ApiMeters implements MeterDocumentation {

	/** Requests that no honest operator sends, by what was wrong. */
	SECURITY("trunkline.security", Key.EVENT),

	/** Followers of a call who were cut because they did not read. */
	CUT("trunkline.api.streams.cut");

	private final String meterName;

	private final Key[] keys;

	ApiMeters(String meterName, Key... keys) {
		this.meterName = meterName;
		this.keys = keys;
	}

	/** Counts a refusal, as {@code api_} and its name. */
	static void suspected(MeterRegistry registry, ProblemType why) {
		registry.counter(SECURITY.meterName, Key.EVENT.asString(), "api_" + why.name().toLowerCase(Locale.ROOT))
			.increment();
	}

	static void cut(MeterRegistry registry) {
		registry.counter(CUT.meterName).increment();
	}

	@Override
	public String getName() {
		return this.meterName;
	}

	@Override
	public Meter.Type getType() {
		return Meter.Type.COUNTER;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.keys.clone();
	}

	private enum Key implements KeyName {

		EVENT;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
