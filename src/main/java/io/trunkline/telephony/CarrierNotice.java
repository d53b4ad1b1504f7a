package io.trunkline.telephony;

import java.time.Duration;
import java.time.Instant;

/** What a carrier tells about a call besides its sound. */
public sealed interface CarrierNotice {

	/**
	 * The call is over, for a reason in the carrier's words.
	 *
	 * @param fault what went wrong, in the carrier's words; empty if nothing did
	 */
	record Disconnected(String cause, String fault) implements CarrierNotice {
	}

	/** The carrier opened the media stream. */
	record StreamStarted() implements CarrierNotice {
	}

	/**
	 * The carrier could not open a media stream.
	 *
	 * @param stream which of the call's, counted from 1; 0 if the carrier does not say
	 */
	record StreamRejected(int stream, String cause) implements CarrierNotice {
	}

	/**
	 * A media stream is over.
	 *
	 * @param stream which of the call's, counted from 1; 0 if the carrier does not say
	 * @param broken whether the connection failed
	 */
	record StreamStopped(int stream, boolean broken) implements CarrierNotice {
	}

	/**
	 * The caller pressed a key.
	 *
	 * @param at when, on the carrier's clock: notices of several keys may come in any
	 * order
	 */
	record KeyPressed(char digit, Instant at) implements CarrierNotice {

		@Override
		public String toString() {
			return "KeyPressed[hidden]";
		}

	}

	/** The carrier has listened to whoever answered a call that we placed. */
	record Recognised(Answerer answerer) implements CarrierNotice {
	}

	/** Who answers a call. */
	enum Answerer {

		/** A person. */
		HUMAN,
		/** A machine that plays a greeting. */
		MACHINE,
		/** Nobody made a sound. */
		SILENCE,
		/** The carrier cannot tell. */
		UNKNOWN

	}

	/**
	 * Somebody whom a transfer rang is not on the line any more.
	 *
	 * @param cause in the carrier's words
	 * @param answered whether they had picked up
	 */
	record TransferLegEnded(String cause, boolean answered) implements CarrierNotice {
	}

	/**
	 * The carrier has a recording of the call, or failed to make one. Comes after the
	 * call's end as a rule.
	 *
	 * @param id the carrier's name of it
	 * @param url where it can be fetched with the account's credentials; empty if nowhere
	 */
	record Recorded(String id, String status, Duration length, String url) implements CarrierNotice {
	}

	/** The carrier has written down what was said, or failed to. */
	record Transcribed(String id, String status, String url) implements CarrierNotice {
	}

}
