package io.trunkline.telephony;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * A call loop whose time passes only when it is told to. Tasks run on the test's thread,
 * in the order of their time, then of their arrival.
 */
public final class VirtualCallLoop implements CallLoop {

	private static final long BEAT = Duration.ofMillis(20).toNanos();

	private final PriorityQueue<Task> tasks = new PriorityQueue<>(
			Comparator.comparingLong(Task::at).thenComparingLong(Task::order));

	private long now;

	private long count;

	private boolean running;

	@Override
	public boolean isCurrent() {
		return this.running;
	}

	@Override
	public void execute(Runnable task) {
		schedule(Duration.ZERO, task);
	}

	@Override
	public Disposable schedule(Duration delay, Runnable task) {
		Task scheduled = new Task(this.now + delay.toNanos(), this.count++, task, Disposables.single());
		this.tasks.add(scheduled);
		return scheduled.cancelled();
	}

	@Override
	public Disposable onBeat(Runnable task) {
		Disposable.Composite stop = Disposables.composite();
		nextBeat(task, stop);
		return stop;
	}

	@Override
	public long nanoTime() {
		return this.now;
	}

	/** Lets time pass and runs whatever falls into it. */
	public void pass(Duration time) {
		long until = this.now + time.toNanos();
		while (!this.tasks.isEmpty() && this.tasks.peek().at() <= until) {
			Task next = this.tasks.poll();
			this.now = Math.max(this.now, next.at());
			run(next);
		}
		this.now = until;
	}

	/** Runs what is due now. */
	public void runDue() {
		pass(Duration.ZERO);
	}

	/** Tasks that wait, without those that were called off. */
	public long waiting() {
		return this.tasks.stream().filter((task) -> !task.cancelled().isDisposed()).count();
	}

	private void run(Task task) {
		if (task.cancelled().isDisposed()) {
			return;
		}
		task.cancelled().dispose();
		boolean within = this.running;
		this.running = true;
		try {
			task.body().run();
		}
		finally {
			this.running = within;
		}
	}

	private void nextBeat(Runnable task, Disposable.Composite stop) {
		stop.add(schedule(Duration.ofNanos(BEAT), () -> {
			task.run();
			if (!stop.isDisposed()) {
				nextBeat(task, stop);
			}
		}));
	}

	private record Task(long at, long order, Runnable body, Disposable cancelled) {
	}

}
