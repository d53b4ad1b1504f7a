package io.trunkline.language;

import java.util.List;

/** One entry of a conversation as a model reads it. */
public sealed interface Message {

	/** What the caller said. */
	record Caller(String text) implements Message {
	}

	/** What the agent said, empty if nothing, and the tools it called then. */
	record Agent(String text, List<ToolCall> calls) implements Message {

		public Agent {
			calls = List.copyOf(calls);
		}

	}

	/** What came of a tool call. */
	record ToolResult(String callId, String content) implements Message {
	}

	/** A remark of the system in the middle of the conversation. */
	record Note(String text) implements Message {
	}

}
