package io.trunkline.language.openai;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/**
 * What this room measures. The names that begin with {@code gen_ai} are those of
 * OpenTelemetry's semantic conventions for generative AI, which are still in development.
 */
enum OpenAiMeters implements MeterDocumentation {

	/**
	 * Time from a request to the end of its answer, its retry included, however it ended.
	 */
	OPERATION_DURATION {
		@Override
		public String getName() {
			return "gen_ai.client.operation.duration";
		}

		@Override
		public Meter.Type getType() {
			return Meter.Type.TIMER;
		}

		@Override
		public KeyName[] getKeyNames() {
			return new KeyName[] { Tag.OPERATION, Tag.PROVIDER_NAME, Tag.MODEL, Tag.ERROR_TYPE };
		}
	},

	/** Time from a request to its first words or tool call, its retry included. */
	TIME_TO_FIRST_CHUNK {
		@Override
		public String getName() {
			return "gen_ai.client.operation.time_to_first_chunk";
		}

		@Override
		public Meter.Type getType() {
			return Meter.Type.TIMER;
		}

		@Override
		public KeyName[] getKeyNames() {
			return new KeyName[] { Tag.OPERATION, Tag.PROVIDER_NAME, Tag.MODEL };
		}
	},

	/** Tokens of an answer as the server counts them; unknown if it was interrupted. */
	TOKEN_USAGE {
		@Override
		public String getName() {
			return "gen_ai.client.token.usage";
		}

		@Override
		public Meter.Type getType() {
			return Meter.Type.DISTRIBUTION_SUMMARY;
		}

		@Override
		public KeyName[] getKeyNames() {
			return new KeyName[] { Tag.OPERATION, Tag.PROVIDER_NAME, Tag.MODEL, Tag.TOKEN_TYPE };
		}
	},

	/** Failed attempts, those that a retry made good included. */
	PROVIDER_ERRORS {
		@Override
		public String getName() {
			return "trunkline.provider.errors";
		}

		@Override
		public Meter.Type getType() {
			return Meter.Type.COUNTER;
		}

		@Override
		public KeyName[] getKeyNames() {
			return new KeyName[] { Tag.PROVIDER, Tag.ERROR };
		}
	};

	/** Tags; each takes its values from a closed set. */
	enum Tag implements KeyName {

		/** Always {@code chat}. */
		OPERATION("gen_ai.operation.name"),
		/** Always {@code openai}: the wire format, whoever speaks it. */
		PROVIDER_NAME("gen_ai.provider.name"),
		/** As configured for the agent. */
		MODEL("gen_ai.request.model"),
		/**
		 * {@code none}, {@code cancelled} by the caller of the port, or as
		 * {@link #ERROR}.
		 */
		ERROR_TYPE("error.type"),
		/** {@code input}, {@code output}, and {@code input_cached}, a part of input. */
		TOKEN_TYPE("gen_ai.token.type"),
		/** {@code openai} or {@code openai-fallback}. */
		PROVIDER("provider"),
		/** A {@link ChatFailure.Fault}, or {@code broken_event} for a skipped one. */
		ERROR("error");

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
