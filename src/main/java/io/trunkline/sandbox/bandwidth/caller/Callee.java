package io.trunkline.sandbox.bandwidth.caller;

import java.time.Duration;

/** What happens when a call is transferred to somebody. */
public sealed interface Callee {

	/** Somebody who answers at once and never hangs up. */
	Callee PATIENT = new Answers(Duration.ZERO, Duration.ofDays(1));

	/** Answers after a while, talks for a while, and hangs up. */
	record Answers(Duration after, Duration talks) implements Callee {
	}

	/** Is found busy after a while. */
	record Busy(Duration after) implements Callee {
	}

	/** Lets it ring. */
	record NoAnswer() implements Callee {
	}

}
