package io.trunkline.turn;

/** Sentences for moments in which no model is asked. */
public enum Phrase {

	/** What a caller must be told before anything else. */
	DISCLOSURE,
	/** The agent's first sentence. */
	GREETING,
	/** A reply failed, the caller is asked to repeat. */
	SORRY,
	/** The caller made a sound, but no word was understood. */
	PARDON,
	/** The caller has been silent. */
	STILL_THERE,
	/** The reply takes a moment. */
	ONE_MOMENT,
	/** The reply takes longer. */
	STILL_WORKING,
	/** The reply takes so long that a person might be better. */
	OFFER_PERSON,
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
	RECONNECTED,
	/** What somebody else has put; its words come with it. */
	RECITED,
	/** A machine asks who calls. */
	SCREENING,
	/** A machine takes a message. */
	VOICEMAIL

}
