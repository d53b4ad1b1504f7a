package io.trunkline.provider.socket;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Runs tasks on one event loop, to which their state belongs, too. */
public final class LoopTimers {

	private final EventLoop loop;

	private Disposable.Composite timers = Disposables.composite();

	public LoopTimers(EventLoop loop) {
		this.loop = loop;
	}

	/** From any thread; tasks from one thread keep their order. */
	public void now(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
		}
		else {
			this.loop.execute(task);
		}
	}

	public Disposable after(Duration delay, Runnable task) {
		Disposable.Composite running = this.timers;
		Disposable.Swap handle = Disposables.swap();
		running.add(handle);
		var timer = this.loop.schedule(() -> {
			running.remove(handle);
			task.run();
		}, delay.toNanos(), TimeUnit.NANOSECONDS);
		handle.update(() -> timer.cancel(false));
		return () -> {
			running.remove(handle);
			handle.dispose();
		};
	}

	public void every(Duration period, Runnable task) {
		every(period, period, task);
	}

	void every(Duration delay, Duration period, Runnable task) {
		var timer = this.loop.scheduleAtFixedRate(task, delay.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
		this.timers.add(() -> timer.cancel(false));
	}

	/** Forgets all that is due later; what comes after this counts again. */
	public void cancel() {
		this.timers.dispose();
		this.timers = Disposables.composite();
	}

}
