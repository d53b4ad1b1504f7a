package io.trunkline.telephony.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * The one timer of an event loop that all its calls share. It runs while anybody wants
 * it. Belongs to the loop's thread.
 */
final class Beat {

	private static final long MILLIS = 20;

	private static final FastThreadLocal<Beat> OF_THIS_LOOP = new FastThreadLocal<>();

	private final EventLoop loop;

	private final List<Task> tasks = new ArrayList<>();

	private @Nullable Future<?> timer;

	private Beat(EventLoop loop) {
		this.loop = loop;
	}

	/** The beat of the loop on whose thread this is called. */
	static Beat of(EventLoop loop) {
		Beat beat = OF_THIS_LOOP.getIfExists();
		if (beat == null) {
			beat = new Beat(loop);
			OF_THIS_LOOP.set(beat);
		}
		return beat;
	}

	Disposable add(Runnable body) {
		Task task = new Task(body);
		this.tasks.add(task);
		if (this.timer == null) {
			this.timer = this.loop.scheduleAtFixedRate(this::strike, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
		}
		return task;
	}

	/** A task may dispose of itself or add others meanwhile. */
	private void strike() {
		for (int at = 0; at < this.tasks.size(); at++) {
			Task task = this.tasks.get(at);
			if (!task.disposed) {
				task.body.run();
			}
		}
		this.tasks.removeIf(Task::isDisposed);
		if (this.tasks.isEmpty() && this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

	private static final class Task implements Disposable {

		private final Runnable body;

		private volatile boolean disposed;

		Task(Runnable body) {
			this.body = body;
		}

		@Override
		public void dispose() {
			this.disposed = true;
		}

		@Override
		public boolean isDisposed() {
			return this.disposed;
		}

	}

}
