package io.trunkline.call.progress;

import java.time.Duration;

import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;

/**
 * Something that happened to a call. Webhooks bring facts in any order and more than
 * once; a stream is named by its number, so that what comes late can be told.
 */
public sealed interface Fact {

	/** We place the call. */
	record Dialled() implements Fact {
	}

	/** The call that we wanted to place will not be. */
	record NotPlaced(String cause) implements Fact {
	}

	/** A call has been offered, or one that we placed was answered. Wants an answer. */
	record Offered() implements Fact {
	}

	/** The carrier has gone past the media stream. Wants an answer. */
	record Passed() implements Fact {
	}

	/** A transfer is over and the caller still there. Wants an answer. */
	record TransferOver(TransferResult result) implements Fact {
	}

	/** Another stream is to replace this one on purpose. Wants an answer. */
	record RestreamAsked(int stream) implements Fact {
	}

	/** The carrier did not do it. */
	record RestreamRefused(int stream) implements Fact {
	}

	/** The stream that {@link Duty.Connect} asked for cannot be. */
	record Declined(int stream, Duty.Reply reply, String cause) implements Fact {
	}

	/** The carrier opened the stream's socket. */
	record SocketCame(int stream) implements Fact {
	}

	/** The carrier opened the stream's socket and left before it was of use. */
	record SocketLost(int stream) implements Fact {
	}

	/** A stream that was served is over. */
	record StreamOver(int stream, Outcome outcome, Duration ran) implements Fact {
	}

	/** The carrier could not open a stream; 0 if it does not say which. */
	record StreamRejected(int stream, String cause) implements Fact {
	}

	/** The carrier says that a stream is over; 0 if it does not say which. */
	record StreamStopped(int stream) implements Fact {
	}

	/**
	 * The carrier is being asked to connect the caller with somebody else.
	 *
	 * @param destination its alias, or {@link Progress#FALLBACK}
	 * @param ring how long it rings there
	 * @param outcome the call's, if that succeeds
	 */
	record TransferAsked(int stream, String destination, Duration ring, Outcome outcome) implements Fact {
	}

	/** It did not do it; {@code certain} unless its reply was lost. */
	record TransferRefused(int stream, boolean certain) implements Fact {
	}

	/** Somebody picked up; {@code asks} if they have yet to decide. */
	record PickedUp(boolean asks) implements Fact {
	}

	/** They have decided. */
	record Decided(boolean accepted) implements Fact {
	}

	/** Somebody who was rung is not on the line any more. */
	record LegEnded(boolean answered) implements Fact {
	}

	/** The call is over for its carrier; {@code faulty} if something went wrong there. */
	record Disconnected(String cause, boolean faulty) implements Fact {
	}

	/** The carrier is being asked to end a call without a stream. */
	record HangUpAsked() implements Fact {
	}

	/** This process is going down. */
	record GoingDown() implements Fact {
	}

	/** Time is up; {@code watch} tells which. */
	record Expired(int watch) implements Fact {
	}

}
