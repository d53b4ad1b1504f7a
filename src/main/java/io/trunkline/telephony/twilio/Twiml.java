package io.trunkline.telephony.twilio;

import java.util.List;
import java.util.Map;

import io.trunkline.telephony.webhook.Verb;

/** A list of instructions for a call, in Twilio's XML. */
record Twiml(List<Verb> verbs) {

	/** Twilio takes no larger document. */
	static final int MAX_BYTES = 64 * 1024;

	/** Nor a longer one where it is put on a running call. */
	static final int MAX_UPDATE = 4000;

	static Twiml of(Verb... verbs) {
		return new Twiml(List.of(verbs));
	}

	/**
	 * Writes the document, in UTF-8.
	 * @throws IllegalStateException when it is larger than Twilio takes
	 */
	byte[] write() {
		byte[] bytes = new Verb("Response", Map.of(), "", this.verbs).document();
		if (bytes.length > MAX_BYTES) {
			throw new IllegalStateException("TwiML of " + bytes.length + " bytes is larger than Twilio takes");
		}
		return bytes;
	}

}
