package io.trunkline.telephony.bandwidth.voice;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.trunkline.telephony.bandwidth.voice.Refused.Cause;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * How often one request may be made again, and how soon. Belongs to that request and is
 * used up by it.
 */
final class Patience {

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

	private static final List<Duration> SHORTLY = List.of(Duration.ofMillis(200), Duration.ofSeconds(1),
			Duration.ofSeconds(3));

	private final Map<Cause, Iterator<Duration>> left = new EnumMap<>(Cause.class);

	private Patience(Map<Cause, List<Duration>> pauses) {
		pauses.forEach((cause, list) -> this.left.put(cause, list.iterator()));
	}

	/**
	 * For bringing a call into a state, such as its end: nothing happens if it is asked
	 * for twice, much if it is not.
	 */
	static Patience forState() {
		return new Patience(
				Map.of(Cause.UNAUTHORIZED, List.of(Duration.ZERO), Cause.CONFLICT, List.of(Duration.ofSeconds(1)),
						Cause.RATE_LIMIT, SHORTLY, Cause.UNREACHABLE, SHORTLY, Cause.OVERLOADED, SHORTLY));
	}

	/**
	 * For a change of what the call does: it may have happened though nobody said so, and
	 * would begin anew if it were asked for twice.
	 */
	static Patience forChange() {
		return new Patience(
				Map.of(Cause.UNAUTHORIZED, List.of(Duration.ZERO), Cause.RATE_LIMIT, List.of(Duration.ofSeconds(1))));
	}

	/** For placing a call: only what certainly was not taken, and helps at once. */
	static Patience forOrder() {
		return new Patience(Map.of(Cause.UNAUTHORIZED, List.of(Duration.ZERO)));
	}

	/** Tries again as long as this lasts; passes on anything but a {@link Refused}. */
	Retry on(Scheduler scheduler) {
		return Retry.from((attempts) -> attempts.concatMap((attempt) -> wait(attempt.failure(), scheduler)));
	}

	private Mono<Long> wait(Throwable failure, Scheduler scheduler) {
		Duration pause = (failure instanceof Refused refused) ? pause(refused) : null;
		return (pause != null) ? Mono.delay(pause, scheduler) : Mono.error(failure);
	}

	/** How long to wait before the next attempt, or null if there shall be none. */
	@Nullable Duration pause(Refused refused) {
		Iterator<Duration> pauses = this.left.get(refused.why());
		if (pauses == null || !pauses.hasNext()) {
			return null;
		}
		Duration own = pauses.next();
		Duration wanted = (refused.retryAfter() != null) ? refused.retryAfter() : own;
		return (wanted.compareTo(LONGEST_WAIT) < 0) ? wanted : LONGEST_WAIT;
	}

}
