package io.trunkline.admission;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What this room measures. */
enum AdmissionMeters implements MeterDocumentation {

	/** Calls whose media socket is open, on this pod. */
	ACTIVE("trunkline.calls.active", Meter.Type.GAUGE),

	/** Calls that were promised a place and have no media socket yet, on this pod. */
	RESERVED("trunkline.calls.reserved", Meter.Type.GAUGE),

	/** The most calls that may be active or reserved, on this pod. */
	CAPACITY("trunkline.calls.capacity", Meter.Type.GAUGE),

	/** What happened to the tokens of media sockets. */
	TOKENS("trunkline.tokens", Meter.Type.COUNTER, Key.EVENT),

	/** Calls that were turned away, by reason. */
	REJECTED("trunkline.admission.rejected", Meter.Type.COUNTER, Key.REASON);

	private final String meterName;

	private final Meter.Type type;

	private final KeyName[] keys;

	AdmissionMeters(String meterName, Meter.Type type, KeyName... keys) {
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

	/** What happens to a token. */
	enum TokenEvent {

		/** Made for a call. */
		ISSUED,
		/** Let a media socket in. */
		CONSUMED,
		/** Malformed, unknown, used or expired. */
		REJECTED,
		/** The store failed, so nobody knows. */
		FAILED;

		void count(MeterRegistry registry) {
			registry.counter(TOKENS.getName(), Key.EVENT.asString(), Key.lower(this)).increment();
		}

	}

	/** Why a call is turned away. */
	enum Reason {

		/** This pod has as many calls as it may. */
		FULL,
		/** The token could not be stored. */
		STORE;

		void count(MeterRegistry registry) {
			registry.counter(AdmissionMeters.REJECTED.getName(), Key.REASON.asString(), Key.lower(this)).increment();
		}

	}

	/** Tags. */
	enum Key implements KeyName {

		/** A {@link TokenEvent} in lower case. */
		EVENT,
		/** A {@link Reason} in lower case. */
		REASON;

		@Override
		public String asString() {
			return lower(this);
		}

		private static String lower(Enum<?> constant) {
			return constant.name().toLowerCase(Locale.ROOT);
		}

	}

}
