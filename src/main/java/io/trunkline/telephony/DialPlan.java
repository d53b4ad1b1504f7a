package io.trunkline.telephony;

import java.time.Duration;
import java.util.Optional;

/**
 * A call that is to be placed.
 *
 * @param tag our name of the call, 1-64 letters, digits, {@code _} or {@code -}
 * @param to whom to call
 * @param from the number that is shown; empty takes the configured one
 * @param ring how long to ring
 * @param callback how long the carrier waits for each answer of ours
 * @param detection whether the carrier listens for an answering machine
 */
public record DialPlan(String tag, PhoneNumber to, Optional<PhoneNumber> from, Duration ring, Duration callback,
		Detection detection) {

	/** Ways for a carrier to listen for an answering machine. */
	public enum Detection {

		/** It does not. */
		NONE,
		/** It connects at once and tells what it heard later. */
		ASYNC,
		/** It connects when it knows. */
		SYNC

	}

}
