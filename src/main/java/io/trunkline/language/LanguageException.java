package io.trunkline.language;

import org.jspecify.annotations.Nullable;

/** A language model failed; the kind says what the caller of the port may do about it. */
public final class LanguageException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	public LanguageException(Kind kind, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.kind = kind;
	}

	public LanguageException(Kind kind, String message) {
		this(kind, message, null);
	}

	public Kind kind() {
		return this.kind;
	}

	/** What may be done. */
	public enum Kind {

		/**
		 * A new attempt may succeed: lost connection, overload, broken stream, time-out.
		 */
		RETRYABLE,
		/** Too many requests or tokens for now; back off. */
		BUSY,
		/**
		 * The key is not accepted or its credit is used up; nothing helps but an
		 * operator.
		 */
		UNAUTHORIZED,
		/** The request itself is wrong; the same one will fail again. */
		REJECTED

	}

}
