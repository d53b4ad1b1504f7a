package io.trunkline.sandbox.line;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The beat of 20 ms for all calls of one event loop. One timer turns a wheel whose slots
 * the calls share evenly, so that they do not all fall on one instant. The schedule is
 * absolute: a late beat does not delay the next one, and beats missed while the loop was
 * busy come in a burst. All methods belong to the loop.
 */
public final class FrameClock {

	/** The time between two beats of one call. */
	public static final int FRAME_MILLIS = 20;

	private static final int SLOTS = 10;

	private final EventLoop loop;

	private final List<List<Runnable>> wheel = new ArrayList<>();

	private @Nullable ScheduledFuture<?> timer;

	private int slot;

	private int listeners;

	public FrameClock(EventLoop loop) {
		this.loop = loop;
		for (int i = 0; i < SLOTS; i++) {
			// Whoever stops listening does so in the middle of a beat.
			this.wheel.add(new CopyOnWriteArrayList<>());
		}
	}

	/** Runs something every 20 ms until it is disposed of. */
	public Disposable onBeat(Runnable listener) {
		List<Runnable> emptiest = this.wheel.getFirst();
		for (List<Runnable> candidate : this.wheel) {
			emptiest = (candidate.size() < emptiest.size()) ? candidate : emptiest;
		}
		List<Runnable> place = emptiest;
		Disposable.Swap listening = Disposables.swap();
		Runnable beat = () -> {
			if (!listening.isDisposed()) {
				listener.run();
			}
		};
		place.add(beat);
		listening.update(() -> remove(place, beat));
		if (this.listeners++ == 0) {
			long tick = TimeUnit.MILLISECONDS.toNanos(FRAME_MILLIS) / SLOTS;
			this.timer = this.loop.scheduleAtFixedRate(this::turn, tick, tick, TimeUnit.NANOSECONDS);
		}
		return listening;
	}

	private void turn() {
		this.slot = (this.slot + 1) % SLOTS;
		this.wheel.get(this.slot).forEach(Runnable::run);
	}

	private void remove(List<Runnable> place, Runnable beat) {
		place.remove(beat);
		if (--this.listeners == 0 && this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

	boolean isRunning() {
		return this.timer != null;
	}

}
