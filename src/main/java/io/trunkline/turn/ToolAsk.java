package io.trunkline.turn;

/** A tool call of the model, after its name and arguments have been checked. */
public sealed interface ToolAsk {

	/** The model's name of the call. */
	String id();

	/** May end the call, once the words that go with it have been heard. */
	record Leave(String id, Farewell farewell) implements ToolAsk {
	}

	/** May not run; the reason is for the model. */
	record Refused(String id, String reason) implements ToolAsk {
	}

}
