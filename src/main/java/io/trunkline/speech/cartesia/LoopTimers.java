package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Runs tasks on one event loop, to which its state belongs, too. */
final class LoopTimers {

	private final EventLoop loop;

	private Disposable.Composite timers = Disposables.composite();

	LoopTimers(EventLoop loop) {
		this.loop = loop;
	}

	/** From any thread. */
	void now(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
		}
		else {
			this.loop.execute(task);
		}
	}

	void after(Duration delay, Runnable task) {
		var timer = this.loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		this.timers.add(() -> timer.cancel(false));
	}

	void every(Duration period, Runnable task) {
		var timer = this.loop.scheduleAtFixedRate(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
		this.timers.add(() -> timer.cancel(false));
	}

	/** Forgets all that is due later; what comes after this counts again. */
	void cancel() {
		this.timers.dispose();
		this.timers = Disposables.composite();
	}

}
