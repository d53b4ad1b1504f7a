package io.trunkline.agent.tool.bean;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import io.trunkline.agent.tool.ToolFailure;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Virtual threads for methods that may block, and only so many at once: one more is
 * refused, since a caller does not wait in a queue.
 */
final class ToolThreads implements AutoCloseable {

	private final ExecutorService threads = Executors
		.newThreadPerTaskExecutor(Thread.ofVirtual().name("tool-", 0).factory());

	private final Semaphore places;

	ToolThreads(int places) {
		this.places = new Semaphore(places);
	}

	/**
	 * Runs a task when subscribed to. Cancelling interrupts it; its place is taken until
	 * it has really ended.
	 * @return its result; empty if that is null
	 */
	<T> Mono<T> run(Callable<? extends T> task) {
		return Mono.create((sink) -> {
			if (!this.places.tryAcquire()) {
				sink.error(new ToolFailure("The tool is busy."));
				return;
			}
			this.threads.execute(() -> complete(task, sink));
		});
	}

	private <T> void complete(Callable<? extends T> task, MonoSink<T> sink) {
		sink.onCancel(Thread.currentThread()::interrupt);
		T result;
		try {
			result = task.call();
		}
		catch (Exception ex) {
			sink.error(ex);
			return;
		}
		finally {
			this.places.release();
		}
		sink.success(result);
	}

	/** Does not wait: whatever still runs is interrupted. */
	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
