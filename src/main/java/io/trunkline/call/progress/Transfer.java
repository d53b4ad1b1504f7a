package io.trunkline.call.progress;

import java.time.Duration;

import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A transfer of which the end is not known.
 *
 * @param destination its alias, or {@link Progress#FALLBACK}
 * @param ring how long it rings there
 * @param outcome the call's, if it succeeds
 * @param began whether that was told
 * @param lost whether the carrier's reply was lost
 * @param answered whether somebody took the caller
 * @param declined whether somebody did not want to
 * @param byAnswer whether an answer to the carrier asked for it
 * @param result what came of it, known before the stream's end
 */
record Transfer(String destination, Duration ring, Outcome outcome, boolean began, boolean lost, boolean answered,
		boolean declined, boolean byAnswer, @Nullable TransferResult result) {

	static Transfer asked(String destination, Duration ring, Outcome outcome) {
		return new Transfer(destination, ring, outcome, false, false, false, false, false, null);
	}

	static Transfer answered(Duration ring, Outcome outcome) {
		return new Transfer(Progress.FALLBACK, ring, outcome, true, false, false, false, true, null);
	}

	boolean toFallback() {
		return this.destination.equals(Progress.FALLBACK);
	}

	/** Whether a stream that ended so ended by this transfer. */
	boolean explains(Outcome ended) {
		return ended == this.outcome || (this.lost && ended == Outcome.CALLER_HANGUP);
	}

	/** Carriers take a briefing for a talk. */
	TransferResult real(TransferResult told) {
		return (told == TransferResult.TALKED && this.declined && !this.answered) ? TransferResult.REJECTED : told;
	}

	/** What came of it as far as is known. */
	TransferResult assumed() {
		return this.answered ? TransferResult.TALKED : TransferResult.NO_ANSWER;
	}

	/** The call's outcome if the caller has left. */
	Outcome left() {
		return (this.answered || toFallback()) ? this.outcome : Outcome.CALLER_HANGUP;
	}

	Transfer begun() {
		return new Transfer(this.destination, this.ring, this.outcome, true, this.lost, this.answered, this.declined,
				this.byAnswer, this.result);
	}

	Transfer replyLost() {
		return new Transfer(this.destination, this.ring, this.outcome, this.began, true, this.answered, this.declined,
				this.byAnswer, this.result);
	}

	Transfer taken() {
		return new Transfer(this.destination, this.ring, this.outcome, this.began, this.lost, true, this.declined,
				this.byAnswer, this.result);
	}

	Transfer turnedDown() {
		return new Transfer(this.destination, this.ring, this.outcome, this.began, this.lost, this.answered, true,
				this.byAnswer, this.result);
	}

	Transfer came(TransferResult to) {
		return new Transfer(this.destination, this.ring, this.outcome, this.began, this.lost, this.answered,
				this.declined, this.byAnswer, to);
	}

	/** A leg has ended; one that was only briefed counts as answered for a carrier. */
	Transfer legEnded(boolean hadAnswered) {
		return (hadAnswered && !this.declined) ? taken() : this;
	}

}
