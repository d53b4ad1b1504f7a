package io.trunkline.telephony;

/** Somebody whom a transfer can ring. */
public sealed interface Party {

	/** A telephone. */
	record Phone(PhoneNumber number) implements Party {
	}

	/**
	 * A SIP address.
	 *
	 * @param uri {@code sip:} and an address
	 * @param userToUser content of the {@code User-to-User} header with its encoding
	 * suffix; empty for none
	 */
	record Sip(String uri, String userToUser) implements Party {

		@Override
		public String toString() {
			return "Sip[hidden]";
		}

	}

}
