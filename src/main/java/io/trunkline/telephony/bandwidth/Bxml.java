package io.trunkline.telephony.bandwidth;

import java.util.List;
import java.util.Map;

import io.trunkline.telephony.webhook.Verb;

/**
 * A list of instructions for a call, in Bandwidth's XML.
 *
 * @param root {@code Response} for what a webhook returns, {@code Bxml} for what is put
 * on a running call
 */
record Bxml(String root, List<Verb> verbs) {

	/** Bandwidth takes no larger document. */
	static final int MAX_BYTES = 64 * 1024;

	static Bxml response(Verb... verbs) {
		return new Bxml("Response", List.of(verbs));
	}

	static Bxml update(Verb... verbs) {
		return new Bxml("Bxml", List.of(verbs));
	}

	/**
	 * Writes the document, in UTF-8.
	 * @throws IllegalStateException when it is larger than Bandwidth takes
	 */
	byte[] write() {
		byte[] bytes = new Verb(this.root, Map.of(), "", this.verbs).document();
		if (bytes.length > MAX_BYTES) {
			throw new IllegalStateException("BXML of " + bytes.length + " bytes is larger than Bandwidth takes");
		}
		return bytes;
	}

}
