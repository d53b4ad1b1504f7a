package io.trunkline.call;

import io.trunkline.turn.Outcome;

/**
 * What is remembered of a call between two of its media streams.
 *
 * @param outcome how the last stream ended
 * @param dialogue the conversation so far
 * @param streams how many streams the call has had
 * @param reconnection how often a broken one was replaced
 */
record PastStream(Outcome outcome, Dialogue dialogue, int streams, Reconnection reconnection) {

	/** Nothing is known: another pod had the call, or its stream never came up. */
	static PastStream unknown() {
		return new PastStream(Outcome.STREAM_BROKEN, new Dialogue(), 1, Reconnection.NONE);
	}

	boolean broken() {
		return switch (this.outcome) {
			case STREAM_BROKEN, FAILED -> true;
			case CALLER_HANGUP, AGENT_HANGUP, TRANSFERRED, SILENCE, MAX_DURATION, ERROR_STT, ERROR_LLM, ERROR_TTS ->
				false;
		};
	}

}
