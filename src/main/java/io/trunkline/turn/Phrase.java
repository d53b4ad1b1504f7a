package io.trunkline.turn;

/** Sentences for moments in which no model is asked. */
public enum Phrase {

	/** A reply failed, the caller is asked to repeat. */
	SORRY,
	/** The caller has been silent. */
	STILL_THERE,
	/** Before a hang-up that nothing else announced. */
	GOODBYE,
	/** Before a transfer that nothing else announced. */
	TRANSFERRING,
	/** The other side could not be rung. */
	TRANSFER_FAILED,
	/** The agent cannot go on. */
	OUT_OF_ORDER,
	/** The longest allowed time is over. */
	TIME_IS_UP,
	/** The media stream broke and is back. */
	RECONNECTED

}
