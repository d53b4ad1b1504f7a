package io.trunkline.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import io.trunkline.telephony.VirtualCallLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** What all parts of a simulated call share: one seed, one time, one log. */
final class World {

	private final long seed;

	private final VirtualCallLoop loop = new VirtualCallLoop();

	private final List<Entry> log = new ArrayList<>();

	private @Nullable String violation;

	World(long seed) {
		this.seed = seed;
	}

	long seed() {
		return this.seed;
	}

	VirtualCallLoop loop() {
		return this.loop;
	}

	/** Chance of its own for one part, so that a change of one part leaves the others. */
	Dice dice(String part) {
		return new Dice(new SplittableRandom(this.seed * 1_000_003 + part.hashCode()));
	}

	/** Milliseconds since the beginning. */
	long now() {
		return this.loop.nanoTime() / 1_000_000;
	}

	Disposable after(long millis, Runnable task) {
		return this.loop.schedule(Duration.ofMillis(millis), task);
	}

	/** Remembers what happened; turned into text only for somebody who reads it. */
	void note(Object what) {
		this.log.add(new Entry(this.loop.nanoTime(), what));
	}

	void require(boolean holds, Supplier<String> otherwise) {
		if (!holds && this.violation == null) {
			this.violation = otherwise.get();
			note("VIOLATION " + this.violation);
		}
	}

	/** The first rule that was broken, if any was. */
	@Nullable String violation() {
		return this.violation;
	}

	String log() {
		StringBuilder text = new StringBuilder();
		this.log.forEach((entry) -> text.append(entry).append('\n'));
		return text.toString();
	}

	private record Entry(long at, Object what) {

		@Override
		public String toString() {
			return this.at / 1_000_000 + "." + this.at / 100_000 % 10 + " " + this.what;
		}
	}

	/** Chance from a seed. */
	record Dice(SplittableRandom random) {

		boolean chance(int percent) {
			return this.random.nextInt(100) < percent;
		}

		/** Both ends included. */
		int between(int least, int most) {
			return this.random.nextInt(least, most + 1);
		}

		@SafeVarargs
		final <T> T of(T... choices) {
			return choices[this.random.nextInt(choices.length)];
		}

	}

}
