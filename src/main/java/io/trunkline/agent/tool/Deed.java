package io.trunkline.agent.tool;

/** What a tool call amounts to once its name and arguments have been checked. */
public sealed interface Deed {

	/** End the call. */
	record HangUp() implements Deed {
	}

	/** Connect the caller with a configured destination. */
	record Transfer(String alias) implements Deed {
	}

	/** Nothing may be done; the reason is written for the model. */
	record Refused(String reason) implements Deed {
	}

}
