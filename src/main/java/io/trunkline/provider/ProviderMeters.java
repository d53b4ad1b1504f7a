package io.trunkline.provider;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What is measured about every provider alike. */
enum ProviderMeters implements MeterDocumentation {

	/** 1 while the provider is not asked, or only to see whether it is well again. */
	CIRCUIT_OPEN("trunkline.provider.circuit.open", Meter.Type.GAUGE, Key.PROVIDER),

	/** Time from the first packet to the accepted WebSocket. */
	CONNECT("trunkline.provider.connect", Meter.Type.TIMER, Key.PROVIDER),

	/** What went wrong, whether or not somebody noticed. */
	ERRORS("trunkline.provider.errors", Meter.Type.COUNTER, Key.PROVIDER, Key.ERROR),

	/** Connections or requests that go on now. */
	IN_USE("trunkline.provider.in.use", Meter.Type.GAUGE, Key.PROVIDER),

	/** Attempts to open a connection anew within a call. */
	RECONNECTS("trunkline.provider.reconnects", Meter.Type.COUNTER, Key.PROVIDER, Key.OUTCOME),

	/** Seconds of audio that were sent a second time, to a new connection. */
	REPLAYED("trunkline.provider.replayed.seconds", Meter.Type.COUNTER, Key.PROVIDER),

	/** Uses that were refused here, without asking the provider. */
	REFUSED("trunkline.provider.refused", Meter.Type.COUNTER, Key.PROVIDER, Key.REASON);

	private final String name;

	private final Meter.Type type;

	private final KeyName[] keys;

	ProviderMeters(String name, Meter.Type type, KeyName... keys) {
		this.name = name;
		this.type = type;
		this.keys = keys;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.keys.clone();
	}

	/** Tags, each with a closed set of values. */
	enum Key implements KeyName {

		/** The provider's name. */
		PROVIDER,
		/** Few, and known to the room that counts them. */
		ERROR,
		/** {@code restored} or {@code failed}. */
		OUTCOME,
		/** A {@link Reason} in lower case. */
		REASON;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** Why a use was refused. */
	enum Reason {

		/** The provider failed too often. */
		CIRCUIT,
		/** Too many uses go on. */
		BUDGET

	}

}
