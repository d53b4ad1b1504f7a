package io.trunkline.telephony;

/** What a carrier tells about a call besides its sound. */
public sealed interface CarrierNotice {

	/** The call is over, for a reason in the carrier's words. */
	record Disconnected(String cause) implements CarrierNotice {
	}

	/** The carrier opened the media stream. */
	record StreamStarted() implements CarrierNotice {
	}

	/** The carrier could not open the media stream. */
	record StreamRejected(String cause) implements CarrierNotice {
	}

	/** The media stream is over; {@code broken} when the connection failed. */
	record StreamStopped(boolean broken) implements CarrierNotice {
	}

	/** The caller pressed a key. */
	record KeyPressed(char digit) implements CarrierNotice {

		@Override
		public String toString() {
			return "KeyPressed[hidden]";
		}

	}

	/**
	 * A transfer ended for the caller: the other side was not reached, or has hung up.
	 */
	record TransferEnded(String cause) implements CarrierNotice {
	}

}
