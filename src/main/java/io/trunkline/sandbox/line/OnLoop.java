package io.trunkline.sandbox.line;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.netty.channel.EventLoop;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Has things done on the event loop of a call; from any thread. */
public final class OnLoop {

	private OnLoop() {
	}

	/** Runs something after a while, unless it is disposed of by then. */
	public static Disposable after(EventLoop loop, Duration delay, Runnable task) {
		var timer = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		return () -> timer.cancel(false);
	}

	/** Runs something at once if this is the loop. */
	public static void run(EventLoop loop, Runnable task) {
		if (loop.inEventLoop()) {
			task.run();
		}
		else {
			loop.execute(task);
		}
	}

	/** What comes of this on the loop; fails if it does. */
	public static <T> Mono<T> ask(EventLoop loop, Supplier<T> question) {
		return Mono.create((sink) -> loop.execute(() -> {
			try {
				sink.success(question.get());
			}
			catch (RuntimeException ex) {
				sink.error(ex);
			}
		}));
	}

}
