package io.trunkline.call;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;

/** Whatever grows in a call has a bound; looks where nobody else needs to. */
final class Bounds {

	private final World world;

	private final Collection<?> mailbox;

	private final Map<?, ?> timers;

	private final Collection<?> unheard;

	private final Collection<?> waiting;

	private final Object queue;

	private long ticks;

	Bounds(World world, LiveCall call) {
		this.world = world;
		this.mailbox = (Collection<?>) inside(inside(call, "turns"), "mailbox");
		this.timers = (Map<?, ?>) inside(inside(call, "timers"), "running");
		Object playback = inside(inside(call, "voice"), "playback");
		this.waiting = (Collection<?>) inside(playback, "waiting");
		this.unheard = (Collection<?>) inside(inside(playback, "clock"), "unheard");
		this.queue = inside(playback, "queue");
	}

	/** While the call lasts. */
	void check() {
		this.world.require(this.mailbox.isEmpty(), () -> "facts wait: " + this.mailbox);
		this.world.require(this.waiting.size() <= 2, () -> "waiting for playback: " + this.waiting.size());
		this.world.require(this.unheard.size() <= 10, () -> "sent and not heard: " + this.unheard.size());
		if (this.ticks++ % 50 == 0) {
			this.world.require(this.timers.size() <= io.trunkline.turn.Timer.values().length, () -> "timers");
			int past = (int) inside(this.queue, "pastSize");
			this.world.require(past <= (4000 + 100) * 8, () -> "kept for taking back: " + past);
			long tasks = this.world.loop().waiting();
			this.world.require(tasks <= 60, () -> "tasks on the loop: " + tasks);
		}
	}

	private static Object inside(Object of, String field) {
		try {
			Field found = of.getClass().getDeclaredField(field);
			found.setAccessible(true);
			return found.get(of);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
