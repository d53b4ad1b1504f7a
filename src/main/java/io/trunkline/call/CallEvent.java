package io.trunkline.call;

import java.time.Duration;

import io.trunkline.turn.Outcome;

/**
 * What there is to tell about a call while it goes on. Texts are for people, never for
 * logs.
 */
public sealed interface CallEvent {

	/** The media stream is up; the agent answers. */
	record Answered(String agent) implements CallEvent {
	}

	/** The caller finished a turn. */
	record CallerSaid(String text) implements CallEvent {
	}

	/**
	 * The agent's turn is over, and something of it was heard.
	 *
	 * @param turn its number
	 * @param written what it wanted to say, as far as it was written
	 * @param heard what the caller heard of it
	 * @param interrupted whether the caller cut it short
	 */
	record AgentSpoke(int turn, String written, String heard, boolean interrupted) implements CallEvent {
	}

	/** The first sound of a reply is on its way. */
	record ReplyBegan(TurnLatency latency) implements CallEvent {
	}

	/** The model called a tool. */
	record ToolCalled(String tool, boolean refused) implements CallEvent {
	}

	/** The call is over. */
	record Ended(Outcome outcome, Duration duration) implements CallEvent {
	}

}
