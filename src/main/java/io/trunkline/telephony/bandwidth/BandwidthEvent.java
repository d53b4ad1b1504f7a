package io.trunkline.telephony.bandwidth;

import java.time.Instant;
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
	 */
	record Envelope(BandwidthEventType type, @Nullable Instant eventTime, @Nullable CallLeg leg,
			@Nullable CallId parentCallId) {

		/** Which call it is about, for the log. */
		String call() {
			return (this.leg == null) ? "a call without ids" : this.leg.toString();
		}

		/**
		 * The leg that this one was rung up for. Its ids are certain; the event says
		 * nothing of its numbers.
		 */
		Optional<CallLeg> parentLeg() {
			if (this.leg == null || this.parentCallId == null) {
				return Optional.empty();
			}
			return Optional.of(new CallLeg(this.leg.carrier(), this.leg.accountId(), this.parentCallId, "", "",
					CallLeg.Direction.INBOUND));
		}

	}

	/** A call has come in. */
	record Initiate(Envelope envelope) implements Synchronous {
	}

	/** A call that we placed has been answered. */
	record Answer(Envelope envelope) implements Synchronous {
	}

	/** A {@code Redirect} was reached: the media stream lies behind. */
	record Redirect(Envelope envelope) implements Synchronous {
	}

	/** The other side of a transfer has been reached; its document ends in the bridge. */
	record TransferAnswer(Envelope envelope) implements Synchronous {
	}

	/** A transfer is over and its caller still there. */
	record TransferComplete(Envelope envelope, String cause) implements Synchronous {

		/** Whether two people have spoken and one of them hung up. */
		boolean succeeded() {
			return "hangup".equals(this.cause);
		}

	}

	/** Something that no document of ours asks for, and yet a caller may be waiting. */
	record Unsolicited(Envelope envelope) implements Synchronous {
	}

	/** The call is over. */
	record Disconnect(Envelope envelope, String cause) implements Asynchronous {
	}

	/** The caller pressed a key: one of {@code 0-9*#A-D}. */
	record Dtmf(Envelope envelope, char digit) implements Asynchronous {

		@Override
		public String toString() {
			return "Dtmf[digit=hidden]";
		}

	}

	/** The leg that a transfer rang up is over. */
	record TransferDisconnect(Envelope envelope, String cause) implements Asynchronous {
	}

	/** Bandwidth has opened the media socket. */
	record MediaStreamStarted(Envelope envelope) implements Asynchronous {
	}

	/** Bandwidth could not open the media socket. */
	record MediaStreamRejected(Envelope envelope, String cause) implements Asynchronous {
	}

	/** The media socket is closed. */
	record MediaStreamStopped(Envelope envelope, String cause) implements Asynchronous {

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

}
