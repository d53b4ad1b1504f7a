package io.trunkline.agent.tool;

/**
 * A tool could not do what it was asked. The message is told to the model, and so perhaps
 * to the caller: it says what went wrong without hosts, keys or internals.
 */
public class ToolFailure extends RuntimeException {

	public ToolFailure(String message) {
		super(message, null, false, false);
	}

	/** What the model is told. */
	public String reason() {
		return String.valueOf(getMessage());
	}

}
