package io.trunkline.telephony.bandwidth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import org.jspecify.annotations.Nullable;

/** What a webhook tells of a call, in Bandwidth's words. */
sealed interface BandwidthEvent {

	Envelope envelope();

	/** Bandwidth waits for a document and carries it out. */
	sealed interface Synchronous extends BandwidthEvent {

	}

	/** Bandwidth only tells. */
	sealed interface Asynchronous extends BandwidthEvent {

	}

	/**
	 * What every event carries.
	 *
	 * @param eventTime when Bandwidth made the event, roughly; null when it does not say
	 * @param leg null when the ids are missing or do not belong in a URL
	 * @param parentCallId the call that this leg was rung up for, by a transfer
	 * @param tag our name of the call, of that other call for a leg that was rung up;
	 * empty if it has none
	 */
	record Envelope(BandwidthEventType type, @Nullable Instant eventTime, @Nullable CallLeg leg,
			@Nullable CallId parentCallId, String tag) {

		/** Which call it is about, for the log. */
		String call() {
			return (this.leg == null) ? "a call without ids" : this.leg.toString();
		}

		/**
		 * The same for each delivery of one event, since events have no id of their own;
		 * null when this one cannot be told apart from others.
		 */
		@Nullable Object delivery() {
			return (this.leg == null || this.eventTime == null) ? null
					: List.of(this.leg.callId(), this.type, this.eventTime);
		}

		/**
		 * The leg that this one was rung up for. Its ids are certain; the event says
		 * nothing of its numbers.
		 */
		Optional<CallLeg> parentLeg() {
			if (this.leg == null || this.parentCallId == null) {
				return Optional.empty();
			}
			CallLeg.Direction direction = this.tag.isEmpty() ? CallLeg.Direction.INBOUND : CallLeg.Direction.OUTBOUND;
			return Optional.of(new CallLeg(this.leg.carrier(), this.leg.accountId(), this.parentCallId, "", "",
					direction, this.tag));
		}

	}

	/** A call has come in. */
	record Initiate(Envelope envelope) implements Synchronous {
	}

	/**
	 * A call that we placed has been answered.
	 *
	 * @param answerer who answered, in Bandwidth's words; empty if it was not to find out
	 */
	record Answer(Envelope envelope, String answerer) implements Synchronous {
	}

	/** A {@code Redirect} was reached: the media stream lies behind. */
	record Redirect(Envelope envelope) implements Synchronous {
	}

	/** The other side of a transfer has been reached; its document ends in the bridge. */
	record TransferAnswer(Envelope envelope) implements Synchronous {
	}

	/**
	 * The other side of a transfer was asked for a key.
	 *
	 * @param digits what was pressed; empty if nothing was in time
	 */
	record Gather(Envelope envelope, String digits) implements Synchronous {

		@Override
		public String toString() {
			return "Gather[" + this.envelope.call() + "]";
		}

	}

	/** A transfer is over and its caller still there. */
	record TransferComplete(Envelope envelope, String cause) implements Synchronous {
	}

	/** A verb that records is over; no document of ours has one. */
	record RecordComplete(Envelope envelope, Recording recording) implements Synchronous {
	}

	/** Something that no document of ours asks for, and yet a caller may be waiting. */
	record Unsolicited(Envelope envelope) implements Synchronous {
	}

	/**
	 * The call is over.
	 *
	 * @param fault what went wrong, without numbers; empty if nothing did
	 */
	record Disconnect(Envelope envelope, String cause, String fault) implements Asynchronous {
	}

	/** The caller pressed a key: one of {@code 0-9*#A-D}. */
	record Dtmf(Envelope envelope, char digit) implements Asynchronous {

		@Override
		public String toString() {
			return "Dtmf[digit=hidden]";
		}

	}

	/**
	 * The leg that a transfer rang up is over.
	 *
	 * @param answered whether it had been answered
	 */
	record TransferDisconnect(Envelope envelope, String cause, boolean answered) implements Asynchronous {
	}

	/** Bandwidth has listened to who answered, in its words. */
	record MachineDetectionComplete(Envelope envelope, String answerer) implements Asynchronous {
	}

	/** There is a recording, or there would be. */
	record RecordingAvailable(Envelope envelope, Recording recording) implements Asynchronous {
	}

	/** What was said has been written down, or could not be. */
	record TranscriptionAvailable(Envelope envelope, String id, String status, String url) implements Asynchronous {
	}

	/** Bandwidth has opened the media socket. */
	record MediaStreamStarted(Envelope envelope) implements Asynchronous {
	}

	/** Bandwidth could not open the media socket. */
	record MediaStreamRejected(Envelope envelope, int stream, String cause) implements Asynchronous {
	}

	/** The media socket is closed. */
	record MediaStreamStopped(Envelope envelope, int stream, String cause) implements Asynchronous {

		/** Anything but a regular end: a reset, an error, or a word not known yet. */
		boolean broken() {
			return !"closed".equals(this.cause);
		}

	}

	/** Something known that nobody here acts on. */
	record Acknowledged(Envelope envelope) implements Asynchronous {
	}

	/**
	 * Something not known.
	 *
	 * @param eventType its name when it looks like one, for the log
	 */
	record Unrecognised(Envelope envelope, String eventType) implements Asynchronous {
	}

	/**
	 * A recording of a call.
	 *
	 * @param length zero if it is not said
	 * @param url where it is; empty if nowhere
	 */
	record Recording(String id, String status, Duration length, String url) {
	}

}
