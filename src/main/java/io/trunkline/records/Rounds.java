package io.trunkline.records;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Does pieces of work until each has been done. One that fails goes to the end of the
 * queue, and nothing is begun for a while, the longer the more often it failed in a row;
 * then one at a time is tried. So neither a piece that can never be done keeps the others
 * from being done, nor is a peer that is away asked more often than once a minute.
 *
 * @param <T> a piece of work
 */
final class Rounds<T> {

	private static final int MOST_DOUBLINGS = 6;

	private final int most;

	private final int lanes;

	private final Duration deadline;

	private final Function<T, Mono<Void>> work;

	private final BiConsumer<T, Throwable> onFailure;

	private final Pauses pauses;

	private final Scheduler scheduler;

	private final Disposable.Composite running = Disposables.composite();

	/** What follows is guarded by this object, for no longer than it takes to read it. */
	private final Deque<T> waiting = new ArrayDeque<>();

	private int begun;

	private int failures;

	private boolean pausing;

	private Sinks.@Nullable Empty<Void> idle;

	/**
	 * Does nothing until something is added.
	 * @param most pieces that are kept
	 * @param lanes pieces that are done at a time while all goes well
	 * @param deadline for one attempt
	 * @param work subscribed to on the scheduler
	 */
	Rounds(int most, int lanes, Duration deadline, Function<T, Mono<Void>> work, BiConsumer<T, Throwable> onFailure,
			Pauses pauses, Scheduler scheduler) {
		this.most = most;
		this.lanes = lanes;
		this.deadline = deadline;
		this.work = work;
		this.onFailure = onFailure;
		this.pauses = pauses;
		this.scheduler = scheduler;
	}

	/**
	 * Takes a piece, from any thread.
	 * @return whether there was room for it
	 */
	boolean add(T piece) {
		synchronized (this) {
			if (this.waiting.size() + this.begun >= this.most || this.running.isDisposed()) {
				return false;
			}
			this.waiting.addLast(piece);
		}
		advance();
		return true;
	}

	/** Pieces that are not done. */
	synchronized int size() {
		return this.waiting.size() + this.begun;
	}

	/** Whether the last attempt failed. */
	synchronized boolean isFailing() {
		return this.failures > 0;
	}

	/** Completes as soon as nothing is left to do. */
	synchronized Mono<Void> idle() {
		if (size() == 0) {
			return Mono.empty();
		}
		Sinks.Empty<Void> known = (this.idle != null) ? this.idle : Sinks.empty();
		this.idle = known;
		return known.asMono();
	}

	/** Tries at once what is waited with. */
	void hurry() {
		synchronized (this) {
			this.pausing = false;
		}
		advance();
	}

	/** Gives up whatever is not done. */
	void close() {
		this.running.dispose();
	}

	private void advance() {
		for (T piece = take(); piece != null; piece = take()) {
			begin(piece);
		}
	}

	private synchronized @Nullable T take() {
		int allowed = (this.failures > 0) ? 1 : this.lanes;
		if (this.pausing || this.begun >= allowed || this.running.isDisposed()) {
			return null;
		}
		T next = this.waiting.pollFirst();
		this.begun += (next != null) ? 1 : 0;
		return next;
	}

	private void begin(T piece) {
		Disposable.Swap attempt = Disposables.swap();
		this.running.add(attempt);
		attempt.update(Mono.defer(() -> this.work.apply(piece))
			.subscribeOn(this.scheduler)
			.timeout(this.deadline, this.scheduler)
			.doFinally((_) -> this.running.remove(attempt))
			.subscribe((_) -> {
			}, (cause) -> failed(piece, cause), this::done));
	}

	private void done() {
		Sinks.Empty<Void> nothingLeft = null;
		synchronized (this) {
			this.begun--;
			this.failures = 0;
			this.pausing = false;
			if (size() == 0) {
				nothingLeft = this.idle;
				this.idle = null;
			}
		}
		if (nothingLeft != null) {
			nothingLeft.tryEmitEmpty();
		}
		advance();
	}

	private void failed(T piece, Throwable cause) {
		this.onFailure.accept(piece, cause);
		Duration pause = null;
		synchronized (this) {
			this.begun--;
			this.waiting.addLast(piece);
			if (!this.pausing) {
				this.failures++;
				this.pausing = true;
				pause = this.pauses.after(this.failures, cause);
			}
		}
		if (pause != null && !this.running.isDisposed()) {
			Disposable.Swap timer = Disposables.swap();
			this.running.add(timer);
			timer.update(Mono.delay(pause, this.scheduler)
				.doFinally((_) -> this.running.remove(timer))
				.subscribe((_) -> hurry()));
		}
	}

	/**
	 * How long nothing is begun after a failure.
	 *
	 * @param first after the first; twice as long after each more
	 * @param longest whatever happened
	 */
	record Pauses(Duration first, Duration longest) {

		static final Pauses USUAL = new Pauses(Duration.ofSeconds(1), Duration.ofMinutes(1));

		Duration after(int failures, Throwable cause) {
			Duration own = this.first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
			Duration asked = (cause instanceof Setback setback) ? setback.pause() : Duration.ZERO;
			Duration pause = (asked.compareTo(own) > 0) ? asked : own;
			return (pause.compareTo(this.longest) < 0) ? pause : this.longest;
		}

	}

	/** An attempt failed, for a reason that can be told. */
	static final class Setback extends RuntimeException {

		private static final long serialVersionUID = 1L;

		/** How long the other side wants to be left alone. */
		private final Duration pause;

		/**
		 * Says why.
		 * @param message for logs: without anything of a record
		 */
		Setback(String message, Duration pause) {
			super(message);
			this.pause = pause;
		}

		Setback(String message) {
			this(message, Duration.ZERO);
		}

		Duration pause() {
			return this.pause;
		}

	}

}
