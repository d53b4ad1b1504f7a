package io.trunkline.turn;

/** Where a conversation stands. */
public enum Phase {

	/** The media stream is not there yet. */
	WAITING,
	/** The agent says its first sentence. */
	GREETING,
	/** The floor is the caller's. */
	LISTENING,
	/** The agent owes a reply and is not audible yet. */
	THINKING,
	/** The agent is audible, or has audio on its way. */
	SPEAKING,
	/** The agent says the last words before it leaves the call. */
	ENDING,
	/** The carrier has been asked to hang up or transfer. */
	LEAVING,
	/** Nothing happens any more. */
	OVER

}
