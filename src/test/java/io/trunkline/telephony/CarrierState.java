package io.trunkline.telephony;

import java.time.Duration;
import java.util.Optional;

import io.trunkline.telephony.TelephonyException.Kind;
import org.jspecify.annotations.Nullable;

/** How a carrier takes what it is asked for, and what its room has to make of that. */
public enum CarrierState {

	/** It does it. */
	WILLING(null, null),
	/** It knows no such call, or no more. */
	OVER(Kind.GONE, null),
	/** Too many requests within a second; this one was not looked at. */
	RATE_LIMITED(Kind.BUSY, Kind.BUSY),
	/** It has as many calls as it may have. */
	FULL(null, Kind.BUSY),
	/** The credentials are not accepted. */
	FORBIDDEN(Kind.UNAUTHORIZED, Kind.UNAUTHORIZED),
	/** It finds the request wrong. */
	DISAGREEING(Kind.REJECTED, Kind.REJECTED),
	/** It fails, perhaps with the request done. */
	FAILING(Kind.RETRYABLE, Kind.UNCERTAIN),
	/** It may have done it, but the connection closes before the answer. */
	CUT_OFF(Kind.RETRYABLE, Kind.UNCERTAIN),
	/** There is no connection to it. */
	UNREACHABLE(Kind.RETRYABLE, Kind.RETRYABLE);

	private final @Nullable Kind change;

	private final @Nullable Kind order;

	CarrierState(@Nullable Kind change, @Nullable Kind order) {
		this.change = change;
		this.order = order;
	}

	/** How a change of a call that is up fails; empty if it does not. */
	public Optional<Kind> change() {
		return Optional.ofNullable(this.change);
	}

	/** How an order to place a call fails; empty if it does not. */
	public Optional<Kind> order() {
		return Optional.ofNullable(this.order);
	}

	/** Whether the same request may soon be done. */
	boolean passes() {
		return this == RATE_LIMITED || this == FAILING || this == CUT_OFF || this == UNREACHABLE;
	}

	/** A failure of this kind, as a carrier's room would report it. */
	public TelephonyException failure(Kind kind) {
		return new TelephonyException(kind, "the carrier is " + this, null,
				(this == RATE_LIMITED) ? Duration.ofSeconds(1) : null);
	}

}
