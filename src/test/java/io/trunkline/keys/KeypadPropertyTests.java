package io.trunkline.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever order a carrier tells keys in, and however often, the entries are those of
 * somebody who watches the caller's finger.
 */
class KeypadPropertyTests {

	private static final long NEVER = Long.MAX_VALUE;

	private static final int SEEDS = 20_000;

	private static final long TIMEOUT = 1000;

	private static final Instant BEGINNING = Instant.parse("2026-11-21T10:00:00Z");

	@Test
	void entriesDependOnWhatWasPressedAndNotOnHowItWasTold() {
		for (long seed = 0; seed < SEEDS; seed++) {
			Run run = new Run(new Random(seed));
			List<String> expected = run.watched();
			assertThat(run.told(false)).as("seed %d in order", seed).isEqualTo(expected);
			assertThat(run.told(true)).as("seed %d in any order", seed).isEqualTo(expected);
		}
	}

	/** One caller. */
	private static final class Run {

		private final Random random;

		private final List<Key> pressed = new ArrayList<>();

		private final KeyRules rules;

		private final Set<Character> bound;

		Run(Random random) {
			this.random = random;
			this.rules = new KeyRules(random.nextBoolean() ? "#" : "", random.nextInt(5), Duration.ofMillis(TIMEOUT),
					random.nextBoolean());
			this.bound = random.nextBoolean() ? Set.of('0', '*') : Set.of();
			long at = 0;
			for (int keys = 1 + random.nextInt(12); keys > 0; keys--) {
				boolean pause = random.nextInt(4) == 0;
				at += pause ? TIMEOUT + 400 + random.nextInt(3000) : 40 + random.nextInt(500);
				this.pressed.add(new Key("0123#*".charAt(random.nextInt(6)), BEGINNING.plusMillis(at)));
			}
		}

		List<String> watched() {
			List<String> entries = new ArrayList<>();
			StringBuilder entry = new StringBuilder();
			int count = 0;
			for (int at = 0; at < this.pressed.size(); at++) {
				Key key = this.pressed.get(at);
				if (count == 0 && this.bound.contains(key.symbol())) {
					entries.add("bound " + key.symbol());
					continue;
				}
				boolean terminator = this.rules.endsWith(key);
				entry.append((terminator && count > 0) ? "" : key.symbol());
				count++;
				boolean paused = at + 1 == this.pressed.size()
						|| key.at().plusMillis(TIMEOUT + 200).isBefore(this.pressed.get(at + 1).at());
				if (terminator || count == this.rules.length() || paused) {
					entries.add("entered " + entry);
					entry.setLength(0);
					count = 0;
				}
			}
			return entries;
		}

		/** Plays the notices in virtual time. */
		List<String> told(boolean jumbled) {
			PriorityQueue<Notice> notices = new PriorityQueue<>(Comparator.comparingLong(Notice::at));
			for (Key key : this.pressed) {
				long at = Duration.between(BEGINNING, key.at()).toMillis();
				notices.add(new Notice(at + delay(jumbled), key));
				while (jumbled && this.random.nextInt(3) == 0) {
					notices.add(new Notice(at + delay(true) + this.random.nextInt(2) * 5000L, key));
				}
			}
			Keypad keypad = Keypad.of(this.rules, this.bound);
			List<String> entries = new ArrayList<>();
			long due = NEVER;
			while (due != NEVER || !notices.isEmpty()) {
				boolean waits = notices.isEmpty() || due <= notices.element().at();
				long now = waits ? due : notices.element().at();
				Keypad.Change change = waits ? keypad.waited() : press(keypad, notices.remove().key());
				due = waits ? NEVER : due;
				keypad = change.keypad();
				for (KeyEffect effect : change.effects()) {
					switch (effect) {
						case KeyEffect.Wait(Duration time) -> due = now + time.toMillis();
						case KeyEffect.Entered(KeyEntry entry) -> entries.add("entered " + entry.keys());
						case KeyEffect.Bound(char key) -> entries.add("bound " + key);
						case KeyEffect.Collecting() -> {
						}
					}
				}
			}
			return entries;
		}

		private int delay(boolean jumbled) {
			return jumbled ? this.random.nextInt((int) Keypad.SETTLING.toMillis()) : 0;
		}

		private static Keypad.Change press(Keypad keypad, Key key) {
			return keypad.pressed(key.symbol(), key.at());
		}

	}

	private record Notice(long at, Key key) {
	}

}
