package io.trunkline.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.trunkline.outbound.Placed.State;

/**
 * An order as the book keeps it. It has no telephone number.
 *
 * @param id its name, and the tag of its call
 * @param key SHA-256 of its idempotency key; empty without one
 * @param wish SHA-256 of what was asked for
 * @param agent who speaks
 * @param variables what the agent is told
 * @param dialBy when nobody begins to dial any more, in milliseconds since 1970
 * @param state how far it had come when it was read
 */
record BookedOrder(String id, String key, String wish, String agent, Map<String, String> variables, long dialBy,
		State state) {

	/** So long after a dial of which nothing was heard it counts as failed. */
	static final Duration DOUBT = Duration.ofMinutes(10);

	BookedOrder {
		variables = Map.copyOf(variables);
	}

	boolean hasKey() {
		return !this.key.isEmpty();
	}

	BookedOrder in(State other) {
		return new BookedOrder(this.id, this.key, this.wish, this.agent, this.variables, this.dialBy, other);
	}

	/**
	 * How far it can have come: whoever had it in hand may be gone and never tell.
	 */
	State seenAt(Instant now) {
		long late = now.toEpochMilli() - this.dialBy;
		return switch (this.state) {
			case QUEUED -> (late > 0) ? State.FAILED : State.QUEUED;
			case DIALLING, UNCERTAIN -> {
				if (late > DOUBT.toMillis()) {
					yield State.FAILED;
				}
				yield (late > 0) ? State.UNCERTAIN : this.state;
			}
			case PLACED, FAILED -> this.state;
		};
	}

	/** Whether whoever had it in hand is gone and certainly has not dialled. */
	boolean isAbandonedAt(Instant now) {
		return this.state == State.QUEUED && seenAt(now) == State.FAILED;
	}

	/** Without values, so that it can stand in a log. */
	@Override
	public String toString() {
		return this.id + " " + this.state;
	}

}
