package io.trunkline.sandbox.twilio.twiml;

/** A document is not as the documentation says. */
public final class InvalidTwimlException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	InvalidTwimlException(String message) {
		super(message);
	}

}
