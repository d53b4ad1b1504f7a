package io.trunkline.agent.tool;

/**
 * Something that was said in the conversation and heard by the other side.
 *
 * @param who said it
 * @param text as recognised, or as heard by the caller
 */
public record Spoken(Who who, String text) {

	/** The two sides of a call. */
	public enum Who {

		/** The person on the telephone. */
		CALLER,
		/** The voice agent. */
		AGENT

	}

}
