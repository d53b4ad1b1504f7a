package io.trunkline.outbound;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A call is not placed, and certainly nobody was dialled. The message says why and which
 * setting would change it; it holds no number and no value, so it can be shown and
 * logged.
 */
public final class OutboundRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	private final @Nullable Duration retryAfter;

	private OutboundRefusedException(Kind kind, String message, @Nullable Duration retryAfter) {
		super(message, null, false, false);
		this.kind = kind;
		this.retryAfter = retryAfter;
	}

	OutboundRefusedException(Kind kind, String message) {
		this(kind, message, null);
	}

	/** Refuses something that may succeed later. */
	static OutboundRefusedException until(Kind kind, Duration retryAfter, String message) {
		return new OutboundRefusedException(kind, message, retryAfter);
	}

	public Kind kind() {
		return this.kind;
	}

	/** After how long the same request may succeed; at least a second. */
	public Optional<Duration> retryAfter() {
		return Optional.ofNullable(this.retryAfter);
	}

	/** Reasons. */
	public enum Kind {

		/** The idempotency key is empty, too long, or not of visible ASCII characters. */
		BAD_KEY,
		/** The idempotency key stands for another wish. */
		KEY_REUSED,
		/** There is no agent of this name. */
		UNKNOWN_AGENT,
		/** A variable is not declared, or there are too many, or one is too long. */
		BAD_VARIABLES,
		/** A timeout is out of range. */
		BAD_TIMEOUT,
		/** What was to be called is not a telephone number in E.164. */
		NOT_A_NUMBER,
		/** It is a number that must not be called. */
		NUMBER_NOT_ALLOWED,
		/** The number to be shown is none of ours. */
		CALLER_ID_NOT_ALLOWED,
		/** Settings are missing. */
		CARRIER_NOT_CONFIGURED,
		/** Too many orders wait. */
		QUEUE_FULL,
		/** The order has waited too long for its turn. */
		WAITED_TOO_LONG,
		/** The carrier has as many calls of ours as it allows. */
		CARRIER_BUSY,
		/** The carrier refused the order. */
		CARRIER_REFUSED,
		/** The book of orders cannot be read or written. */
		STORE_UNAVAILABLE,
		/** This pod is going down. */
		STOPPING

	}

}
