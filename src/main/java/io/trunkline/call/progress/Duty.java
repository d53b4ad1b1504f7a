package io.trunkline.call.progress;

import java.time.Duration;

import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Opening;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;

/** Something to be done for a call, in the order given. */
public sealed interface Duty {

	/**
	 * Make everything ready for a stream and answer with it; else {@link Fact.Declined}
	 * follows.
	 *
	 * @param back what came of the transfer that the caller is back from; null if of none
	 */
	record Connect(int stream, Opening opening, @Nullable TransferResult back) implements Duty {
	}

	/** Answer whoever waits for one. */
	record Answer(Reply reply) implements Duty {
	}

	/** Serve the stream whose socket came. */
	record Serve(int stream) implements Duty {
	}

	/** Close the socket that came; nobody waits for it any more. */
	record TurnAway(int stream) implements Duty {
	}

	/** Give back what is ready for a stream that has not come. */
	record LetGo() implements Duty {
	}

	/** End a stream that is being served; {@link Fact.StreamOver} follows. */
	record EndStream(int stream, Outcome outcome) implements Duty {
	}

	/** Let {@link Fact.Expired} come after this time, instead of any before. */
	record Watch(int number, Duration after) implements Duty {
	}

	/** Nothing is to expire. */
	record Rest() implements Duty {
	}

	/** Tell that something went wrong. */
	record Fault(String part, String message) implements Duty {
	}

	/** Tell that a transfer began. */
	record TransferBegan(String destination) implements Duty {
	}

	/** Tell that somebody has the caller. */
	record Bridged(String destination) implements Duty {
	}

	/** Tell what came of it. */
	record TransferOver(String destination, TransferResult result) implements Duty {
	}

	/** Tell that the call is over; once in each call. */
	record End(Outcome outcome, String cause) implements Duty {
	}

	/** Answers that open no stream. */
	enum Reply {

		/** Hang up. */
		HANG_UP,
		/** Give the caller to whoever takes calls that no agent can serve. */
		FALLBACK,
		/** Say sorry and hang up. */
		SORRY,
		/** Say why nobody answers, and hang up. */
		CLOSED,
		/** Do not even answer. */
		REJECT,
		/** The same as before. */
		REPEAT

	}

}
