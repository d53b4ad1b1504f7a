package io.trunkline.answering;

import java.time.Duration;

/** Something to be done, in the order given. */
public sealed interface AnsweringEffect {

	/** Tell who is there. */
	record Recognised(Answerer answerer) implements AnsweringEffect {
	}

	/**
	 * Begin the conversation.
	 *
	 * @param said what was said before it; empty for nothing
	 */
	record Begin(String said) implements AnsweringEffect {
	}

	/** Stop talking: a machine was taken for a person, and is talking itself. */
	record Hush() implements AnsweringEffect {
	}

	/** Tell a machine who calls, and why. */
	record Introduce() implements AnsweringEffect {
	}

	/** Say the message from its beginning, whatever is being said; then hang up. */
	record LeaveMessage() implements AnsweringEffect {
	}

	/** Hang up without a word. */
	record HangUp(Answerer because) implements AnsweringEffect {
	}

	/**
	 * Let {@link AnsweringEvent.Expired} come after this time; replaces an earlier one.
	 */
	record Start(Deadline deadline, Duration time) implements AnsweringEffect {
	}

	/** Forget it. */
	record Stop(Deadline deadline) implements AnsweringEffect {
	}

}
