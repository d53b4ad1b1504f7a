package io.trunkline.outbound;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.trunkline.outbound.DialJob.End;
import io.trunkline.outbound.DialJob.Reply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lets orders go to the carrier one after another, at the carrier's pace. What the
 * carrier certainly did not take comes back to the front, and everybody waits a while:
 * its limits are those of the account and not of an order.
 *
 * <p>
 * Any thread may call; the monitor of this object guards all state and is held for a few
 * instructions, never while an order is dialled or told of its end.
 */
final class DialQueue implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(DialQueue.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	/** Calls end on other pods too, and nobody tells of those. */
	private static final Duration BUSY_PAUSE = Duration.ofSeconds(5);

	private final long interval;

	private final int capacity;

	private final Duration maxWait;

	private final Duration busyWait;

	private final Scheduler scheduler;

	private final LongSupplier nanoTime;

	private final Deque<Waiting> waiting = new ArrayDeque<>();

	/**
	 * When the pace lets the next order go; a reading of {@code nanoTime}, like the next
	 * two.
	 */
	private long paceAt;

	/** When the carrier's request limit may let it go. */
	private long pausedUntil;

	/** When the carrier's call limit may let it go, unless a call ends before. */
	private long busyUntil;

	private Duration pause = FIRST_PAUSE;

	private @Nullable Disposable timer;

	private boolean closed;

	/**
	 * Begins empty.
	 * @param carrier who dials
	 */
	DialQueue(String carrier, OutboundProperties properties, Scheduler scheduler, LongSupplier nanoTime) {
		this.interval = properties.interval(carrier).toNanos();
		this.capacity = properties.queue();
		this.maxWait = properties.maxWait();
		this.busyWait = properties.busyWait();
		this.scheduler = scheduler;
		this.nanoTime = nanoTime;
		this.paceAt = nanoTime.getAsLong();
		this.pausedUntil = this.paceAt;
		this.busyUntil = this.paceAt;
	}

	/**
	 * After how long there may be a place for one more order whose turn comes in time;
	 * empty when there is one.
	 */
	synchronized Optional<Duration> fullFor() {
		long untilNext = untilNext(this.nanoTime.getAsLong());
		long tooLong = untilNext + this.waiting.size() * this.interval - this.maxWait.toNanos();
		long noPlace = (this.waiting.size() >= this.capacity) ? untilNext : -1;
		long wait = Math.max(tooLong, noPlace);
		return (tooLong > 0 || noPlace >= 0) ? Optional.of(wholeSeconds(wait)) : Optional.empty();
	}

	/** Puts an order at the end, or gives it up at once when there is no place. */
	void enter(DialJob job) {
		Optional<End> refused = admit(job);
		refused.ifPresent(job::givenUp);
		letGo();
	}

	private synchronized Optional<End> admit(DialJob job) {
		if (this.closed) {
			return Optional.of(End.STOPPING);
		}
		if (this.waiting.size() >= this.capacity) {
			return Optional.of(End.FULL);
		}
		Waiting newcomer = new Waiting(job, this.nanoTime.getAsLong() + this.maxWait.toNanos());
		this.waiting.addLast(newcomer);
		arm(newcomer);
		return Optional.empty();
	}

	/** A call has ended, so the carrier may take another. */
	void callEnded() {
		synchronized (this) {
			this.busyUntil = this.nanoTime.getAsLong();
			cancelTimer();
		}
		letGo();
	}

	/** How many orders wait. */
	synchronized int size() {
		return this.waiting.size();
	}

	/** Gives up whatever waits; orders that are being dialled come to their end. */
	@Override
	public void close() {
		List<Waiting> left;
		synchronized (this) {
			this.closed = true;
			cancelTimer();
			left = List.copyOf(this.waiting);
			this.waiting.clear();
		}
		left.forEach((each) -> each.giveUp(End.STOPPING));
	}

	/** Lets the first order go if it is time, else comes back when it is. */
	private void letGo() {
		Waiting first;
		synchronized (this) {
			if (this.timer != null || this.waiting.isEmpty()) {
				return;
			}
			long now = this.nanoTime.getAsLong();
			long wait = untilNext(now);
			if (wait > 0) {
				this.timer = this.scheduler.schedule(this::awake, wait, TimeUnit.NANOSECONDS);
				return;
			}
			first = this.waiting.removeFirst();
			this.paceAt = now + this.interval;
		}
		first.disarm();
		first.job.dial().onErrorResume((failure) -> {
			log.error("An order to dial ended in an error", failure);
			return Mono.just(Reply.OVER);
		}).subscribe((reply) -> settle(first, reply));
		letGo();
	}

	private void awake() {
		synchronized (this) {
			this.timer = null;
		}
		letGo();
	}

	private void settle(Waiting order, Reply reply) {
		switch (reply) {
			case OVER -> {
				synchronized (this) {
					this.pause = FIRST_PAUSE;
				}
			}
			case NOT_TAKEN -> comeBack(order, order.deadline, End.WAITED_TOO_LONG, false);
			case BUSY -> {
				long busyUntil = this.nanoTime.getAsLong() + this.busyWait.toNanos();
				long deadline = (order.end == End.BUSY || order.deadline - busyUntil < 0) ? order.deadline : busyUntil;
				comeBack(order, deadline, End.BUSY, true);
			}
		}
	}

	private void comeBack(Waiting order, long deadline, End end, boolean busy) {
		End given = null;
		synchronized (this) {
			order.deadline = deadline;
			order.end = end;
			hold(busy);
			if (this.closed) {
				given = End.STOPPING;
			}
			else if (deadline - this.nanoTime.getAsLong() <= 0) {
				given = end;
			}
			else {
				this.waiting.addFirst(order);
				arm(order);
			}
		}
		if (given != null) {
			order.giveUp(given);
		}
		letGo();
	}

	/** Nobody goes for a while; for the request limit longer each time. */
	private void hold(boolean busy) {
		long now = this.nanoTime.getAsLong();
		if (busy) {
			this.busyUntil = now + BUSY_PAUSE.toNanos();
		}
		else {
			this.pausedUntil = now + this.pause.toNanos();
			Duration doubled = this.pause.multipliedBy(2);
			this.pause = (doubled.compareTo(LONGEST_PAUSE) < 0) ? doubled : LONGEST_PAUSE;
		}
		cancelTimer();
	}

	private long untilNext(long now) {
		return Math.max(Math.max(0, this.paceAt - now), Math.max(this.pausedUntil - now, this.busyUntil - now));
	}

	private void arm(Waiting order) {
		long wait = Math.max(0, order.deadline - this.nanoTime.getAsLong());
		order.expiry = this.scheduler.schedule(() -> expire(order), wait, TimeUnit.NANOSECONDS);
	}

	private void expire(Waiting order) {
		boolean waited;
		synchronized (this) {
			waited = this.waiting.remove(order);
		}
		if (waited) {
			order.giveUp(order.end);
		}
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.dispose();
			this.timer = null;
		}
	}

	private static Duration wholeSeconds(long nanos) {
		return Duration.ofSeconds(Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L)));
	}

	/** Guarded by the monitor of the queue. */
	private static final class Waiting {

		private final DialJob job;

		private long deadline;

		private End end = End.WAITED_TOO_LONG;

		private Disposable expiry = () -> {
		};

		Waiting(DialJob job, long deadline) {
			this.job = job;
			this.deadline = deadline;
		}

		void disarm() {
			this.expiry.dispose();
		}

		void giveUp(End why) {
			disarm();
			this.job.givenUp(why);
		}

	}

}
