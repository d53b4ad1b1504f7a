package io.trunkline.telephony;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** A carrier refused or failed a request; the kind says what may be done about it. */
public final class TelephonyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	private final @Nullable Duration retryAfter;

	public TelephonyException(Kind kind, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
		super(message, cause);
		this.kind = kind;
		this.retryAfter = retryAfter;
	}

	public TelephonyException(Kind kind, String message, @Nullable Throwable cause) {
		this(kind, message, cause, null);
	}

	public TelephonyException(Kind kind, String message) {
		this(kind, message, null);
	}

	public Kind kind() {
		return this.kind;
	}

	/** How long to wait at least; empty when the carrier names no time. */
	public Optional<Duration> retryAfter() {
		return Optional.ofNullable(this.retryAfter);
	}

	/**
	 * Whether a request failed before there was even a connection, so that the carrier
	 * certainly has nothing of it.
	 * @param failure as the HTTP client gave it
	 */
	public static boolean isUnsent(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException || cause instanceof UnknownHostException
					|| cause instanceof SSLHandshakeException) {
				return true;
			}
		}
		return false;
	}

	/** What may be done. */
	public enum Kind {

		/** A new attempt may succeed: lost connection, overload, time-out. */
		RETRYABLE,
		/** Too many requests or calls for now; back off. */
		BUSY,
		/** The credentials are not accepted; nothing helps but an operator. */
		UNAUTHORIZED,
		/** The call is over or in a state that does not allow it. */
		GONE,
		/** Whether it was done is not known: the reply was lost. */
		UNCERTAIN,
		/** The request itself is wrong; the same one will fail again. */
		REJECTED

	}

}
