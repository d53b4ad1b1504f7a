package io.trunkline.language.openai;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a server sends while it streams a chat completion. Compatible servers leave out
 * nearly every field now and then: what is missing, or null, is empty or 0.
 */
sealed interface ChatEvent {

	/** Decodes one event, whatever its data is. */
	static ChatEvent decode(SseSplitter.Event event) {
		if ("[DONE]".equals(event.data().strip())) {
			return new Done();
		}
		if ("error".equals(event.name())) {
			return new Failure(ErrorBody.parse(event.data()));
		}
		try {
			ChatCompletionChunk chunk = ChatJson.MAPPER.readValue(event.data(), ChatCompletionChunk.class);
			if (chunk == null) {
				return new Unrecognised();
			}
			return chunk.isError() ? new Failure(ErrorBody.parse(event.data())) : chunk;
		}
		catch (JacksonException ex) {
			return new Unrecognised();
		}
	}

	/** Whether there is something in it that a caller waits for. */
	default boolean hasContent() {
		return switch (this) {
			case ChatCompletionChunk chunk ->
				chunk.choices().stream().anyMatch((choice) -> choice.delta() != null && !choice.delta().isEmpty());
			case Failure _, Done _, Unrecognised _ -> false;
		};
	}

	private static String orEmpty(@Nullable String text) {
		return (text == null) ? "" : text;
	}

	private static <T> List<T> orEmpty(@Nullable List<T> list) {
		return (list == null) ? List.of() : List.copyOf(list);
	}

	/** A piece of the answer. */
	record ChatCompletionChunk(String object, List<Choice> choices, @Nullable Usage usage,
			@Nullable JsonNode error) implements ChatEvent {

		/** Keeps the first alternative; no other one is asked for. */
		public ChatCompletionChunk {
			object = orEmpty(object);
			choices = orEmpty(choices).stream().filter((choice) -> choice.index() == 0).toList();
		}

		/** Some servers send an empty error with each chunk. */
		private boolean isError() {
			return "error".equals(this.object) || (this.error != null && !this.error.isNull()
					&& !(this.error.isContainer() ? this.error.isEmpty() : this.error.asString("").isBlank()));
		}

	}

	/** The stream is over. */
	record Done() implements ChatEvent {
	}

	/** The server gave up in the middle of its answer. */
	record Failure(ErrorBody error) implements ChatEvent {
	}

	/** Data that is not a chunk. */
	record Unrecognised() implements ChatEvent {
	}

	/** One alternative of the answer; the finish reason is empty until it is whole. */
	record Choice(int index, @Nullable Delta delta, String finishReason) {

		public Choice {
			finishReason = orEmpty(finishReason);
		}

	}

	/** What has been added. */
	record Delta(String content, String refusal, List<ToolCallDelta> toolCalls) {

		public Delta {
			content = orEmpty(content);
			refusal = orEmpty(refusal);
			toolCalls = orEmpty(toolCalls);
		}

		boolean isEmpty() {
			return this.content.isEmpty() && this.refusal.isEmpty() && this.toolCalls.isEmpty();
		}

	}

	/**
	 * A fragment of a tool call.
	 *
	 * @param index of the call in the answer; null if the server does not number them
	 */
	record ToolCallDelta(@Nullable Integer index, String id, @Nullable FunctionDelta function) {

		public ToolCallDelta {
			id = orEmpty(id);
		}

	}

	/**
	 * A fragment of a function.
	 *
	 * @param arguments a piece of JSON text; some servers send the object itself
	 */
	record FunctionDelta(String name, @Nullable JsonNode arguments) {

		public FunctionDelta {
			name = orEmpty(name);
		}

		String argumentsText() {
			if (this.arguments == null || this.arguments.isNull()) {
				return "";
			}
			return this.arguments.isString() ? this.arguments.stringValue() : this.arguments.toString();
		}

	}

	/** Tokens counted so far. */
	record Usage(int promptTokens, int completionTokens, @Nullable PromptTokensDetails promptTokensDetails) {

		int cachedTokens() {
			return (this.promptTokensDetails == null) ? 0 : this.promptTokensDetails.cachedTokens();
		}

	}

	/** Tokens of the prompt that came from the provider's cache. */
	record PromptTokensDetails(int cachedTokens) {
	}

}
