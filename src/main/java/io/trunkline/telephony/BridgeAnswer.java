package io.trunkline.telephony;

/** What a carrier is to do with somebody who picked up a transferred call. */
public sealed interface BridgeAnswer {

	/** Connect them with the caller. */
	record Connect() implements BridgeAnswer {
	}

	/**
	 * Say this to them first.
	 *
	 * @param asks whether they must press 1 to be connected: the carrier then comes back
	 * with {@link Switchboard#decided}
	 */
	record Brief(String sentence, boolean asks) implements BridgeAnswer {

		@Override
		public String toString() {
			return "Brief[hidden]";
		}

	}

	/** Let them go; the caller is not connected with them. */
	record Decline() implements BridgeAnswer {
	}

}
