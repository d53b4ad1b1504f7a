package io.trunkline.telephony;

import java.time.Duration;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The one thread of a call: its carrier socket's event loop. Everything that changes a
 * call happens here, one task after another; nothing may block it.
 */
public interface CallLoop {

	/** Whether the current thread is this loop. */
	boolean isCurrent();

	/** Runs the task here, soon, after those handed in before. */
	void execute(Runnable task);

	/** Runs the task here after a delay, unless disposed of before. */
	Disposable schedule(Duration delay, Runnable task);

	/** Completes here after a delay; to be subscribed to anew for each wait. */
	default Mono<Void> after(Duration delay) {
		return Mono.create((sink) -> sink.onDispose(schedule(delay, sink::success)));
	}

	/**
	 * Runs the task here every 20 ms, until disposed of. All calls of one loop share one
	 * timer, so that a hundred calls cost no more wake-ups than one.
	 */
	Disposable onBeat(Runnable task);

	/** Monotonic time in nanoseconds, for differences only. */
	long nanoTime();

}
