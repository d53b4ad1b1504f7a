package io.trunkline.turn;

/** Timers of a conversation; starting one replaces the running one of the same name. */
public enum Timer {

	/** The caller has the floor and says nothing. */
	SILENCE,
	/** The agent owes sound. */
	REPLY,
	/** The carrier owes the end of the call. */
	LEAVE,
	/** The call may not take longer. */
	CALL

}
