package io.trunkline.call;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What is to be done for one call. It comes on any thread and is done piece by piece, in
 * the order of its coming, by whichever thread finds nobody at it. Nothing here waits.
 */
final class Inbox {

	private final Consumer<RuntimeException> failed;

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waiting = new AtomicInteger();

	/**
	 * Starts empty.
	 * @param failed told of a task that failed; the next one is done nevertheless
	 */
	Inbox(Consumer<RuntimeException> failed) {
		this.failed = failed;
	}

	/** Has it done: at once, or by the thread that is at it. */
	void add(Runnable task) {
		this.tasks.add(task);
		if (this.waiting.getAndIncrement() != 0) {
			return;
		}
		int done = 1;
		do {
			for (Runnable next = this.tasks.poll(); next != null; next = this.tasks.poll()) {
				run(next);
			}
			done = this.waiting.addAndGet(-done);
		}
		while (done != 0);
	}

	/** Does a part of the task at hand whose failure is not to keep the rest from it. */
	void run(Runnable part) {
		try {
			part.run();
		}
		catch (RuntimeException ex) {
			this.failed.accept(ex);
		}
	}

}
