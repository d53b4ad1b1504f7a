package io.trunkline.turn;

import java.time.Duration;

/** Something to be done, in the order given. */
public sealed interface TurnEffect {

	/** Write down what the caller said. */
	record Remember(String said) implements TurnEffect {
	}

	/** Write down what the caller entered with keys. */
	record RememberKeys(String shown) implements TurnEffect {
	}

	/** Let the model know, without an answer. */
	record Note(String text) implements TurnEffect {
	}

	/** The caller has heard what must be told before a recording. */
	record AllowRecording() implements TurnEffect {
	}

	/** Play the greeting. */
	record Greet(int turn) implements TurnEffect {
	}

	/** Ask the model to go on from the history, and say what it answers. */
	record Think(int turn) implements TurnEffect {
	}

	/**
	 * Begin the reply that would follow if the caller had said this and no more. Nothing
	 * of it may be heard, remembered or run.
	 */
	record Speculate(String said) implements TurnEffect {
	}

	/** Forget the reply that was begun early, and stop its requests. */
	record Discard() implements TurnEffect {
	}

	/** The reply that was begun early is the reply of this turn. */
	record Release(int turn) implements TurnEffect {
	}

	/** Say a stock phrase. */
	record Say(int turn, Phrase phrase) implements TurnEffect {
	}

	/** Say a sentence that somebody else has put. */
	record Recite(int turn, String sentence) implements TurnEffect {
	}

	/**
	 * Say a stock phrase in between, as no part of the turn. {@link TurnEvent.ReplyDry}
	 * follows when it has been heard and nothing else came.
	 */
	record Fill(int turn, Phrase phrase) implements TurnEffect {
	}

	/**
	 * Silence the turn at once, but keep what was not heard of it; sound that comes is
	 * kept too. {@link TurnEvent.Ducked} follows.
	 */
	record Duck(int turn) implements TurnEffect {
	}

	/** Go on with a silenced turn, from the last word that was not heard whole. */
	record Resume(int turn) implements TurnEffect {
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

	/** Run a tool; {@link TurnEvent.ToolDone} follows. */
	record RunTool(int turn, String askId) implements TurnEffect {
	}

	/** Give up a tool that only reads. */
	record CancelTool(int turn, String askId) implements TurnEffect {
	}

	/** From here on another agent speaks. */
	record HandOver(int turn, String agent) implements TurnEffect {
	}

	/** Tell the model that the call must come to its end. */
	record WrapUp() implements TurnEffect {
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
