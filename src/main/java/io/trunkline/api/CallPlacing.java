package io.trunkline.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import reactor.core.publisher.Mono;

/** What the API needs of whoever places calls. */
interface CallPlacing {

	/**
	 * Places a call, or tells which one it was if the same order came before. Fails with
	 * a {@link PlacingRefusedException}. Cancelling takes back nothing.
	 */
	Mono<Placed> place(Order order);

	/**
	 * A call that an operator wants.
	 *
	 * @param to whom to call, in E.164
	 * @param from the number that is shown; the configured one if it is empty
	 * @param ring how long to ring; the agent's if it is empty
	 * @param callback how long the carrier waits for an answer of ours
	 */
	record Order(Optional<String> idempotencyKey, String to, String agent, Map<String, String> variables,
			Optional<String> from, Optional<Duration> ring, Optional<Duration> callback) {

		/** Without the number. */
		@Override
		public String toString() {
			return "Order[agent=" + this.agent + "]";
		}
	}

	/**
	 * A call that the carrier has taken.
	 *
	 * @param id its name from beginning to end
	 * @param repeated whether the same order came before
	 */
	record Placed(String id, boolean repeated) {
	}

	/** The call is not placed. */
	final class PlacingRefusedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final Kind kind;

		private final Optional<Duration> retryAfter;

		/**
		 * Refuses.
		 * @param message for the operator: what to change, without the number
		 * @param retryAfter when the same may be tried again
		 */
		PlacingRefusedException(Kind kind, String message, Optional<Duration> retryAfter) {
			super(message);
			this.kind = kind;
			this.retryAfter = retryAfter;
		}

		Problem problem() {
			return new Problem(this.kind.type, String.valueOf(getMessage()), List.of(), this.retryAfter);
		}

	}

	/** Why a call is not placed. */
	enum Kind {

		/** The agent or its variables are not what is configured. */
		AGENT(ProblemType.UNKNOWN_AGENT),
		/** Rules forbid this number, or the number that is to be shown. */
		NUMBER(ProblemType.NUMBER_REFUSED),
		/** The key belongs to an order with other content. */
		KEY_REUSED(ProblemType.KEY_REUSED),
		/** An order with this key is being carried out. */
		UNDER_WAY(ProblemType.ORDER_UNDER_WAY),
		/** More calls than may be placed. */
		TOO_MANY(ProblemType.TOO_MANY_CALLS),
		/** The carrier refused. */
		CARRIER(ProblemType.CARRIER),
		/** Nobody knows whether the carrier dials. */
		UNCERTAIN(ProblemType.NO_ANSWER_IN_TIME),
		/** What it takes is not configured, or not there. */
		UNAVAILABLE(ProblemType.UNAVAILABLE);

		private final ProblemType type;

		Kind(ProblemType type) {
			this.type = type;
		}

	}

}
