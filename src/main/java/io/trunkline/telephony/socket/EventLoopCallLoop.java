package io.trunkline.telephony.socket;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;
import io.trunkline.telephony.CallLoop;
import reactor.core.Disposable;

/**
 * The event loop of a Netty channel as the thread of a call.
 *
 * @param eventLoop that of the carrier's socket
 */
public record EventLoopCallLoop(EventLoop eventLoop) implements CallLoop {

	@Override
	public boolean isCurrent() {
		return this.eventLoop.inEventLoop();
	}

	@Override
	public void execute(Runnable task) {
		this.eventLoop.execute(task);
	}

	@Override
	public Disposable schedule(Duration delay, Runnable task) {
		Future<?> scheduled = this.eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
		return () -> scheduled.cancel(false);
	}

	@Override
	public Disposable onBeat(Runnable task) {
		return Beat.of(this.eventLoop).add(task);
	}

	/**
	 * The base of {@link System#nanoTime()}, so that it can be compared with times taken
	 * elsewhere; a loop with a clock of its own goes by that.
	 */
	@Override
	public long nanoTime() {
		Ticker ticker = this.eventLoop.ticker();
		return ticker.equals(Ticker.systemTicker()) ? System.nanoTime() : ticker.nanoTime();
	}

}
