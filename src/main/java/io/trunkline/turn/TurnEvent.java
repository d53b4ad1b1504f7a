package io.trunkline.turn;

/**
 * A fact that may change whose turn it is. A fact about the agent's doing carries the
 * number of the turn for which it was begun, so that what comes late can be told.
 */
public sealed interface TurnEvent {

	/** The caller can hear and be heard. */
	record StreamOpened(Opening opening) implements TurnEvent {
	}

	/** The media stream is gone. */
	record StreamEnded(Outcome outcome) implements TurnEvent {
	}

	/** The caller began to speak. */
	record CallerStarted() implements TurnEvent {
	}

	/** Interim transcript. */
	record CallerUpdated(String said) implements TurnEvent {
	}

	/** The caller may have finished; a resumption or the end follows. */
	record CallerMayHaveFinished(String said) implements TurnEvent {
	}

	/** The caller went on after all. */
	record CallerResumed() implements TurnEvent {
	}

	/** The caller finished; blank when it was a noise. */
	record CallerFinished(String said) implements TurnEvent {
	}

	/** The caller presses a key of an entry that is not over yet. */
	record CallerKeying() implements TurnEvent {
	}

	/** The caller's entry is over; {@code shown} is what may be remembered of it. */
	record CallerKeyed(String shown) implements TurnEvent {
	}

	/** The caller cannot be heard any more, though the line is up. */
	record HearingLost() implements TurnEvent {
	}

	/**
	 * The agent was silenced because the caller spoke.
	 *
	 * @param lastWords whether hardly anything of its turn was left to be heard
	 */
	record Ducked(int turn, boolean lastWords) implements TurnEvent {
	}

	/** Sound of the turn is on its way to the caller, the first or the first again. */
	record ReplyAudible(int turn) implements TurnEvent {
	}

	/** The caller has heard all there is so far, and more of the turn is to come. */
	record ReplyDry(int turn) implements TurnEvent {
	}

	/** The model calls a tool. */
	record ToolAsked(int turn, ToolAsk ask) implements TurnEvent {
	}

	/** A tool has run; its result is in the history. */
	record ToolDone(int turn, String askId) implements TurnEvent {
	}

	/** The current round is whole; {@code silent} when it brought no sound. */
	record ReplyComplete(int turn, boolean silent) implements TurnEvent {
	}

	/** The caller has heard the turn's last sound. */
	record ReplyHeard(int turn) implements TurnEvent {
	}

	/** The current round failed. */
	record ReplyFailed(int turn, Outcome cause) implements TurnEvent {
	}

	/** The carrier did what it was asked. */
	record LeaveAccepted(int turn) implements TurnEvent {
	}

	/** The carrier refused what it was asked. */
	record LeaveRefused(int turn) implements TurnEvent {
	}

	/** Somebody wants the agent to say this. */
	record WordsCalledFor(String sentence) implements TurnEvent {
	}

	/** Somebody wants the caller to be connected with a configured destination. */
	record TransferCalledFor(String alias) implements TurnEvent {
	}

	/** The call is to end at once, without another word. */
	record HangUpCalledFor(Outcome outcome) implements TurnEvent {
	}

	/** Somebody tells the agent something that the caller does not hear. */
	record Whispered(String note) implements TurnEvent {
	}

	/** It was a machine that answered, and it is talking. */
	record MachineTalks() implements TurnEvent {
	}

	/** A machine answered, and asks who calls. */
	record MachineAsks() implements TurnEvent {
	}

	/** A machine answered, and records what it hears from here on. */
	record MachineListens() implements TurnEvent {
	}

	/** Time is up; {@code turn} is the one in which the timer was started. */
	record Expired(Timer timer, int turn) implements TurnEvent {
	}

}
