package io.trunkline.call;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.trunkline.telephony.CallLoop;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Counts deadlines in the time of a loop. */
record LoopScheduler(CallLoop loop) implements Scheduler {

	@Override
	public Disposable schedule(Runnable task) {
		return this.loop.schedule(Duration.ZERO, task);
	}

	@Override
	public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
		return this.loop.schedule(Duration.ofNanos(unit.toNanos(delay)), task);
	}

	@Override
	public long now(TimeUnit unit) {
		return unit.convert(this.loop.nanoTime(), TimeUnit.NANOSECONDS);
	}

	@Override
	public Worker createWorker() {
		Disposable.Composite tasks = Disposables.composite();
		return new Worker() {

			@Override
			public Disposable schedule(Runnable task) {
				return schedule(task, 0, TimeUnit.NANOSECONDS);
			}

			@Override
			public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
				Disposable scheduled = LoopScheduler.this.schedule(task, delay, unit);
				tasks.add(scheduled);
				return scheduled;
			}

			@Override
			public Disposable schedulePeriodically(Runnable task, long delay, long period, TimeUnit unit) {
				return schedule(() -> {
					task.run();
					if (!tasks.isDisposed()) {
						schedulePeriodically(task, period, period, unit);
					}
				}, delay, unit);
			}

			@Override
			public void dispose() {
				tasks.dispose();
			}

		};
	}

}
