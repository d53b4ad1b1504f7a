package io.trunkline.turn;

import java.time.Duration;

/** Something to be done, in the order given. */
public sealed interface TurnEffect {

	/** Write down what the caller said. */
	record Remember(String said) implements TurnEffect {
	}

	/** Play the greeting. */
	record Greet(int turn) implements TurnEffect {
	}

	/** Ask the model to go on from the history, and say what it answers. */
	record Think(int turn) implements TurnEffect {
	}

	/** Say a stock phrase. */
	record Say(int turn, Phrase phrase) implements TurnEffect {
	}

	/**
	 * Silence the turn at once, stop its requests, and write down what was heard of it.
	 */
	record Interrupt(int turn) implements TurnEffect {
	}

	/** Write down the turn as heard to its end. */
	record Conclude(int turn) implements TurnEffect {
	}

	/** Write down what came of a tool call. */
	record AnswerTool(int turn, String askId, String result) implements TurnEffect {
	}

	/** Have the carrier do it. */
	record Leave(int turn, Farewell farewell) implements TurnEffect {
	}

	/** Let {@link TurnEvent.Expired} come after this time. */
	record StartTimer(Timer timer, int turn, Duration after) implements TurnEffect {
	}

	/** Forget the timer. */
	record StopTimer(Timer timer) implements TurnEffect {
	}

	/** The call is over: let go of everything. */
	record Finish(Outcome outcome) implements TurnEffect {
	}

}
