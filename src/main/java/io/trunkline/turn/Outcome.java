package io.trunkline.turn;

/** How a call ended. */
public enum Outcome {

	/** The caller hung up, or the carrier ended the call. */
	CALLER_HANGUP,
	/** The agent hung up after its goodbye. */
	AGENT_HANGUP,
	/** The caller talks to somebody else now. */
	TRANSFERRED,
	/** The call goes on with another media stream; never the outcome of a whole call. */
	CONTINUED,
	/** An operator ended the call. */
	OPERATOR_HANGUP,
	/** A machine answered, and was left a message if the agent has one. */
	VOICEMAIL,
	/** A call that we placed was not answered: busy, no answer, refused. */
	NOT_REACHED,
	/** No agent could have the call. */
	NOT_SERVED,
	/** The caller said nothing for too long. */
	SILENCE,
	/** The longest allowed time was over. */
	MAX_DURATION,
	/** Speech to text failed. */
	ERROR_STT,
	/** The language model failed. */
	ERROR_LLM,
	/** Text to speech failed. */
	ERROR_TTS,
	/** The media stream broke off. */
	STREAM_BROKEN,
	/** Something failed on our side. */
	FAILED

}
