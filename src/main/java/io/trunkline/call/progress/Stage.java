package io.trunkline.call.progress;

import java.time.Duration;

import io.trunkline.turn.Outcome;

/** Where a call stands. */
public sealed interface Stage {

	/** Nothing has been heard of it. */
	record Unknown() implements Stage {
	}

	/** It is being placed, or rings. */
	record Dialling() implements Stage {
	}

	/**
	 * A stream's socket is to come.
	 *
	 * @param doubtful whether the carrier, coming past, may only be repeating itself
	 */
	record Expected(int stream, boolean doubtful) implements Stage {
	}

	/**
	 * A stream is being served.
	 *
	 * @param next the stream that is to replace it on purpose; 0 for none
	 * @param passed whether the carrier has already gone past it
	 * @param ended whether it was told to end
	 */
	record Talking(int stream, int next, boolean passed, boolean ended) implements Stage {
	}

	/** A stream broke, or never came; the carrier will come past. */
	record Broken(Outcome outcome, Duration ran) implements Stage {
	}

	/**
	 * Somebody else is rung, or talks with the caller.
	 *
	 * @param rung whether the time for ringing is over
	 */
	record Transferring(boolean rung) implements Stage {
	}

	/**
	 * It is as good as over; the carrier is to say so.
	 *
	 * @param cause ours, if the carrier's will say nothing
	 */
	record Leaving(Outcome outcome, String cause) implements Stage {
	}

	/**
	 * The carrier says it is over; a stream is still being served.
	 *
	 * @param next as above
	 */
	record Closing(int stream, int next, String cause) implements Stage {
	}

	/** The caller left during a transfer; what came of it is to be told. */
	record Settling(String cause) implements Stage {
	}

	/**
	 * It is over.
	 *
	 * @param told whether that was told; not if nobody here knew the call
	 */
	record Over(boolean told, String cause) implements Stage {
	}

}
