package io.trunkline.speech.cartesia;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What is measured about the connections to Cartesia. */
enum CartesiaMeters implements MeterDocumentation {

	/** Time from the first packet to the accepted WebSocket. */
	CONNECT("trunkline.provider.connect", Meter.Type.TIMER, Key.PROVIDER),

	/** What went wrong, whether or not somebody noticed. */
	ERRORS("trunkline.provider.errors", Meter.Type.COUNTER, Key.PROVIDER, Key.ERROR),

	/** Attempts to open a connection anew within a call. */
	RECONNECTS("trunkline.provider.reconnects", Meter.Type.COUNTER, Key.PROVIDER, Key.OUTCOME),

	/** Seconds of audio that were sent a second time, to a new connection. */
	REPLAYED("trunkline.provider.replayed.seconds", Meter.Type.COUNTER, Key.PROVIDER);

	private final String name;

	private final Meter.Type type;

	private final KeyName[] keys;

	CartesiaMeters(String name, Meter.Type type, KeyName... keys) {
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

		/** {@code cartesia-stt} or {@code cartesia-tts}. */
		PROVIDER("provider"),

		/** A {@link Tally.Trouble}, in lower case. */
		ERROR("error"),

		/** {@code restored} or {@code failed}. */
		OUTCOME("outcome");

		private final String text;

		Key(String text) {
			this.text = text;
		}

		@Override
		public String asString() {
			return this.text;
		}

	}

}
