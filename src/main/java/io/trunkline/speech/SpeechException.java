package io.trunkline.speech;

import org.jspecify.annotations.Nullable;

/**
 * A speech provider failed; the kind says what the caller of the port may do about it.
 */
public final class SpeechException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	public SpeechException(Kind kind, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.kind = kind;
	}

	public SpeechException(Kind kind, String message) {
		this(kind, message, null);
	}

	public Kind kind() {
		return this.kind;
	}

	/** What may be done. */
	public enum Kind {

		/** A new attempt may succeed: lost connection, overload, time-out. */
		RETRYABLE,
		/** The provider refuses for now because too much runs at once; back off. */
		BUSY,
		/**
		 * The provider was not asked, since it fails too often or too many ask already;
		 * the next attempt will not be made either.
		 */
		UNAVAILABLE,
		/** The key or the account is not accepted; nothing helps but an operator. */
		UNAUTHORIZED,
		/** The request itself is wrong; the same one will fail again. */
		REJECTED

	}

}
