package io.trunkline.turn;

/** How a conversation comes to its media stream. */
public enum Opening {

	/** It is the call's first: the agent greets. */
	FRESH,
	/** The one before broke off: the agent takes up the conversation. */
	AGAIN,
	/**
	 * The caller was away, and the history says where: the agent speaks first, of what
	 * came of it.
	 */
	RETURNED

}
