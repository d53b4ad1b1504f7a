package io.trunkline.call;

import java.util.Optional;

import io.trunkline.turn.Outcome;

/**
 * What is remembered of a call between two of its media streams.
 *
 * @param outcome how the last stream ended
 * @param dialogue the conversation so far
 * @param briefing who spoke, which the next stream keeps; empty when another pod had it
 * @param streams how many streams the call has had
 * @param reconnection how often a broken one was replaced
 */
record PastStream(Outcome outcome, Dialogue dialogue, Optional<Briefing> briefing, int streams,
		Reconnection reconnection) {

	/** Nothing is known: another pod had the call, or its stream never came up. */
	static PastStream unknown() {
		return new PastStream(Outcome.STREAM_BROKEN, new Dialogue(), Optional.empty(), 1, Reconnection.NONE);
	}

	boolean broken() {
		return switch (this.outcome) {
			case STREAM_BROKEN, FAILED -> true;
			case CALLER_HANGUP, AGENT_HANGUP, OPERATOR_HANGUP, VOICEMAIL, NOT_REACHED, NOT_SERVED, TRANSFERRED,
					CONTINUED, SILENCE, MAX_DURATION, ERROR_STT, ERROR_LLM, ERROR_TTS ->
				false;
		};
	}

}
