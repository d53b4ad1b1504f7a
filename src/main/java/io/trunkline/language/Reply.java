package io.trunkline.language;

/** What a model brings forth. */
public sealed interface Reply {

	/** More text, never empty. */
	record Text(String delta) implements Reply {
	}

	/** A tool call whose arguments are complete. */
	record ToolRequested(ToolCall call) implements Reply {
	}

	/** Tokens counted by the provider. */
	record Usage(int promptTokens, int cachedTokens, int completionTokens) implements Reply {
	}

	/** The answer is whole; always the last element. */
	record Finished(Reason reason) implements Reply {
	}

	/** Why an answer ended. */
	enum Reason {

		/** The model had said everything. */
		COMPLETE,
		/** The model waits for the results of its tool calls. */
		TOOL_CALLS,
		/** The token limit cut it. */
		LENGTH,
		/** The provider's filter cut or refused it. */
		FILTERED

	}

}
