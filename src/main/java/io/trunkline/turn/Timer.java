package io.trunkline.turn;

/** Timers of a conversation; starting one replaces the running one of the same name. */
public enum Timer {

	/** The caller has the floor and says nothing. */
	SILENCE,
	/** The caller makes a sound, but no word comes of it. */
	UNCLEAR,
	/** The caller has probably finished. */
	COMMIT,
	/** The caller spoke over the agent, and it is not clear yet what that means. */
	DECIDE,
	/** The agent owes sound, and nobody is audible. */
	QUIET,
	/** The agent owes the first sound of a reply. */
	REPLY,
	/** The agent's last words take their time. */
	GOODBYE,
	/** The carrier owes the end of the call. */
	LEAVE,
	/** The call may not take much longer. */
	WRAP_UP,
	/** The call may not take longer. */
	CALL;

	/** Whether it belongs to the call and not to one turn of it. */
	boolean ofCall() {
		return this == WRAP_UP || this == CALL;
	}

}
