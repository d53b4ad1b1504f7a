package io.trunkline.admission;

import io.trunkline.metric.Metric;

/** What this room measures. */
final class AdmissionMeters {

	/** Calls whose media socket is open, on this pod. */
	static final Metric ACTIVE = Metric.of("trunkline.calls.active");

	/** Calls that were promised a place and have no media socket yet, on this pod. */
	static final Metric RESERVED = Metric.of("trunkline.calls.reserved");

	/** The most calls that may be active or reserved, on this pod. */
	static final Metric CAPACITY = Metric.of("trunkline.calls.capacity");

	private AdmissionMeters() {
	}

	/** What happened to the tokens of media sockets. */
	static Metric tokens(TokenEvent event) {
		return Metric.of("trunkline.tokens").by("event", event);
	}

	/** Calls that were turned away. */
	static Metric rejected(Reason reason) {
		return Metric.of("trunkline.admission.rejected").by("reason", reason);
	}

	/** What happens to a token. */
	enum TokenEvent {

		/** Made for a call. */
		ISSUED,
		/** Let a media socket in. */
		CONSUMED,
		/** Malformed, unknown, used or expired. */
		REJECTED,
		/** The store failed, so nobody knows. */
		FAILED

	}

	/** Why a call is turned away. */
	enum Reason {

		/** This pod has as many calls as it may. */
		FULL,
		/** The token could not be stored. */
		STORE

	}

}
