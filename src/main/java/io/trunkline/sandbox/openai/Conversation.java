package io.trunkline.sandbox.openai;

import java.util.List;
import java.util.Set;

/**
 * What the model was asked.
 *
 * @param lines all messages, oldest first
 * @param tools names of the tools that may be called now
 */
public record Conversation(List<Line> lines, Set<String> tools) {

	public Conversation {
		lines = List.copyOf(lines);
		tools = Set.copyOf(tools);
	}

	/** The latest message; a conversation has at least one. */
	public Line last() {
		return this.lines.getLast();
	}

	/**
	 * One message.
	 *
	 * @param text empty if it has none
	 * @param tool whose result this is, or empty
	 */
	public record Line(Role role, String text, String tool) {
	}

	/** Who speaks. */
	public enum Role {

		/** The operator: instructions and remarks; {@code developer} is the same. */
		SYSTEM,
		/** The caller. */
		USER,
		/** The model itself. */
		ASSISTANT,
		/** A tool that was called. */
		TOOL

	}

}
