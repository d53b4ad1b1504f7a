package io.trunkline.turn;

/** A tool call of the model, after its name and arguments have been checked. */
public sealed interface ToolAsk {

	/** The model's name of the call. */
	String id();

	/** May run at once. One that only reads may be given up at any time. */
	record Run(String id, boolean reads) implements ToolAsk {
	}

	/**
	 * May be done at once, and asks for no other words than those that go with it: the
	 * caller has the floor after them.
	 */
	record Aside(String id) implements ToolAsk {
	}

	/** May end the call, once the words that go with it have been heard. */
	record Leave(String id, Farewell farewell) implements ToolAsk {
	}

	/** May give the conversation to another agent. */
	record HandOver(String id, String agent) implements ToolAsk {
	}

	/** May not run; the reason is for the model. */
	record Refused(String id, String reason) implements ToolAsk {
	}

}
