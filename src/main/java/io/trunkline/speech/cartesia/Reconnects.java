package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * When a lost connection is opened anew: three attempts for each loss, two losses a
 * minute, five a call. Times are nanoseconds of one monotonic clock.
 */
final class Reconnects {

	private static final List<Duration> PAUSES = List.of(Duration.ZERO, Duration.ofMillis(250), Duration.ofSeconds(1));

	private static final long MINUTE = Duration.ofMinutes(1).toNanos();

	private static final int PER_MINUTE = 2;

	private static final int PER_CALL = 5;

	private final Deque<Long> latest = new ArrayDeque<>();

	private int losses;

	private int attempts;

	/**
	 * A connection was lost, or an attempt at one failed.
	 * @param busy whether too much runs at once, so that to ask again at once is wrong
	 * @return how long to wait before the next attempt, before it is spread over calls;
	 * nothing if there is to be none
	 */
	@Nullable Duration next(long now, boolean busy) {
		if (this.attempts == 0 && !mayLose(now)) {
			return null;
		}
		if (this.attempts == 0 && busy) {
			this.attempts++;
		}
		return (this.attempts < PAUSES.size()) ? PAUSES.get(this.attempts++) : null;
	}

	/** The attempt succeeded. */
	void connected() {
		this.attempts = 0;
	}

	private boolean mayLose(long now) {
		while (!this.latest.isEmpty() && now - this.latest.getFirst() >= MINUTE) {
			this.latest.remove();
		}
		if (this.latest.size() == PER_MINUTE || this.losses == PER_CALL) {
			return false;
		}
		this.latest.add(now);
		this.losses++;
		return true;
	}

}
