package io.trunkline.api;

/** Where a call stands. */
enum CallState {

	/** We have placed it, and nobody has answered. */
	DIALLING,
	/** The carrier has it, its sound is on the way. */
	OFFERED,
	/** An agent has it. */
	TALKING,
	/** Somebody else is being rung. */
	TRANSFERRING,
	/** The caller talks to somebody else. */
	BRIDGED,
	/** It is over. */
	ENDED

}
