package io.trunkline.language.openai;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/**
 * What this room measures, beside what {@link io.trunkline.provider.Provider} does. The
 * names are those of OpenTelemetry's semantic conventions for generative AI, which are
 * still in development.
 */
enum OpenAiMeters implements MeterDocumentation {

	/**
	 * Time from a request to the end of its answer, its retry included, however it ended.
	 */
	OPERATION_DURATION("gen_ai.client.operation.duration", Meter.Type.TIMER, Tag.OPERATION, Tag.PROVIDER_NAME,
			Tag.MODEL, Tag.ERROR_TYPE),

	/** Time from a request to its first words or tool call, its retry included. */
	TIME_TO_FIRST_CHUNK("gen_ai.client.operation.time_to_first_chunk", Meter.Type.TIMER, Tag.OPERATION,
			Tag.PROVIDER_NAME, Tag.MODEL),

	/** Tokens of an answer as the server counts them; unknown if it was interrupted. */
	TOKEN_USAGE("gen_ai.client.token.usage", Meter.Type.DISTRIBUTION_SUMMARY, Tag.OPERATION, Tag.PROVIDER_NAME,
			Tag.MODEL, Tag.TOKEN_TYPE);

	private final String meterName;

	private final Meter.Type type;

	private final KeyName[] keys;

	OpenAiMeters(String meterName, Meter.Type type, KeyName... keys) {
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

	/** Tags; each takes its values from a closed set. */
	enum Tag implements KeyName {

		/** Always {@code chat}. */
		OPERATION("gen_ai.operation.name"),
		/** Always {@code openai}: the wire format, whoever speaks it. */
		PROVIDER_NAME("gen_ai.provider.name"),
		/** As configured for the agent. */
		MODEL("gen_ai.request.model"),
		/**
		 * {@code none}, {@code cancelled} by the caller of the port, or a
		 * {@link ChatFailure.Fault}.
		 */
		ERROR_TYPE("error.type"),
		/** {@code input}, {@code output}, and {@code input_cached}, a part of input. */
		TOKEN_TYPE("gen_ai.token.type");

		private final String name;

		Tag(String name) {
			this.name = name;
		}

		@Override
		public String asString() {
			return this.name;
		}

	}

}
