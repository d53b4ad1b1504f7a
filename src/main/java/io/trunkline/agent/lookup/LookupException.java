package io.trunkline.agent.lookup;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.springframework.core.NestedExceptionUtils;

/** A lookup found nothing; says why, without anything that was asked or answered. */
final class LookupException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final LookupMeters.Outcome outcome;

	LookupException(LookupMeters.Outcome outcome, String message) {
		super(message);
		this.outcome = outcome;
	}

	/** Whatever happened to an exchange with a server. */
	static LookupException of(Throwable cause, Duration timeout) {
		return switch (cause) {
			case LookupException known -> known;
			case TimeoutException _ ->
				new LookupException(LookupMeters.Outcome.LATE, "no answer within " + timeout.toMillis() + " ms");
			default -> new LookupException(LookupMeters.Outcome.FAILED,
					NestedExceptionUtils.getMostSpecificCause(cause).getClass().getSimpleName());
		};
	}

	LookupMeters.Outcome outcome() {
		return this.outcome;
	}

}
