package io.trunkline.language.openai;

import java.util.stream.DoubleStream;

import io.trunkline.metric.Metric;

/**
 * What this room measures, beside what {@link io.trunkline.provider.Provider} does, by
 * the model that is configured for the agent. The names are those of OpenTelemetry's
 * semantic conventions for generative AI, which are still in development.
 */
final class OpenAiMeters {

	/** 10 ms to 82 s, doubling, as the conventions advise. */
	private static final double[] SECONDS = DoubleStream.iterate(0.01, (bucket) -> bucket * 2).limit(14).toArray();

	/** 1 to 67,108,864, by the power of 4. */
	private static final double[] TOKENS = DoubleStream.iterate(1, (bucket) -> bucket * 4).limit(14).toArray();

	private OpenAiMeters() {
	}

	/**
	 * Time from a request to the end of its answer, its retry included, however it ended.
	 * @param error an {@link End} or a {@link ChatFailure.Fault}
	 */
	static Metric duration(String model, Enum<?> error) {
		return ofChat("gen_ai.client.operation.duration", model).by("error.type", error).buckets(SECONDS);
	}

	/** Time from a request to its first words or tool call, its retry included. */
	static Metric timeToFirstChunk(String model) {
		return ofChat("gen_ai.client.operation.time_to_first_chunk", model).buckets(SECONDS);
	}

	/** Tokens of an answer as the server counts them; unknown if it was interrupted. */
	static Metric tokens(String model, TokenType type) {
		return ofChat("gen_ai.client.token.usage", model).by("gen_ai.token.type", type).buckets(TOKENS);
	}

	/** The provider is that of the wire format, whoever speaks it. */
	private static Metric ofChat(String name, String model) {
		return Metric.of(name)
			.named("gen_ai.operation.name", "chat")
			.named("gen_ai.provider.name", "openai")
			.named("gen_ai.request.model", model);
	}

	/** Ends without an error. */
	enum End {

		NONE,
		/** By the caller of the port. */
		CANCELLED

	}

	/** What tokens are for. */
	enum TokenType {

		INPUT,
		/** A part of the input. */
		INPUT_CACHED, OUTPUT

	}

}
