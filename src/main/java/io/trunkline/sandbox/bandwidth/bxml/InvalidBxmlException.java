package io.trunkline.sandbox.bandwidth.bxml;

/** Thrown when a document breaks the rules; the message says which one. */
public final class InvalidBxmlException extends RuntimeException {

	InvalidBxmlException(String message) {
		super(message);
	}

	InvalidBxmlException(String message, Throwable cause) {
		super(message, cause);
	}

}
