package io.trunkline.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that a caller has pressed and that belong to no entry yet. Keys count in the
 * order in which they were pressed, also when they are told in another, and each once. A
 * key that was told may have overtaken an earlier one, so an entry that is complete is
 * left open for {@link #SETTLING}.
 */
public final class Keypad {

	/** By so much one key may be told later than another. */
	public static final Duration SETTLING = Duration.ofMillis(150);

	/** Nobody enters more. */
	static final int LONGEST = 64;

	private final KeyRules rules;

	private final Set<Character> bound;

	/** How the next entry is collected, if somebody has asked for one. */
	private final Optional<KeyRules> asked;

	/** In their order. */
	private final List<Key> keys;

	/** What was pressed until then belongs to an entry that is over. */
	private final Instant past;

	private final boolean settling;

	private Keypad(KeyRules rules, Set<Character> bound, Optional<KeyRules> asked, List<Key> keys, Instant past,
			boolean settling) {
		this.rules = rules;
		this.bound = bound;
		this.asked = asked;
		this.keys = List.copyOf(keys);
		this.past = past;
		this.settling = settling;
	}

	/**
	 * Nothing was pressed yet.
	 * @param rules for entries that nobody asked for
	 * @param bound keys that mean something outside of an entry
	 */
	public static Keypad of(KeyRules rules, Set<Character> bound) {
		return new Keypad(rules, Set.copyOf(bound), Optional.empty(), List.of(), Instant.EPOCH, false);
	}

	/**
	 * What follows from an event.
	 *
	 * @param keypad from now on
	 * @param effects what to do, in this order
	 */
	public record Change(Keypad keypad, List<KeyEffect> effects) {

		public Change {
			effects = List.copyOf(effects);
		}

	}

	/** The next entry is collected so; keys that are waiting already belong to it. */
	public Keypad asking(KeyRules next) {
		return new Keypad(this.rules, this.bound, Optional.of(next), this.keys, this.past, this.settling);
	}

	/** The same caller, but other rules for whatever nobody asks for. */
	public Keypad with(KeyRules others, Set<Character> otherBound) {
		return new Keypad(others, Set.copyOf(otherBound), this.asked, this.keys, this.past, this.settling);
	}

	/**
	 * A key was pressed.
	 * @param at when; {@link Instant#EPOCH} if nobody knows, which is after the others
	 */
	public Change pressed(char symbol, Instant at) {
		Key key = new Key(symbol, at.equals(Instant.EPOCH) ? latest().plusNanos(1) : at);
		boolean late = !key.at().isAfter(this.past);
		if (!Key.isOne(symbol) || late || this.keys.contains(key) || this.keys.size() >= LONGEST) {
			return new Change(this, List.of());
		}
		List<Key> more = new ArrayList<>(this.keys);
		more.add(key);
		more.sort(Key.ORDER);
		return with(more, this.settling).waiting();
	}

	/** The time of {@link KeyEffect.Wait} is over. */
	public Change waited() {
		if (this.keys.isEmpty()) {
			return new Change(this, List.of());
		}
		int end = end().orElse(this.keys.size());
		List<KeyEffect> effects = new ArrayList<>();
		effects.add(isBound() ? new KeyEffect.Bound(this.keys.getFirst().symbol())
				: new KeyEffect.Entered(entry(this.keys.subList(0, end))));
		Keypad emptier = new Keypad(this.rules, this.bound, isBound() ? this.asked : Optional.empty(),
				this.keys.subList(end, this.keys.size()), this.keys.get(end - 1).at(), false);
		if (emptier.keys.isEmpty()) {
			return new Change(emptier, effects);
		}
		Change next = emptier.waiting();
		effects.addAll(next.effects());
		return new Change(next.keypad(), effects);
	}

	/** There are keys: the entry ends in some time. */
	private Change waiting() {
		boolean complete = end().isPresent();
		List<KeyEffect> effects = new ArrayList<>();
		if (!isBound()) {
			effects.add(new KeyEffect.Collecting());
		}
		if (!complete) {
			effects.add(new KeyEffect.Wait(collecting().timeout()));
		}
		else if (!this.settling) {
			effects.add(new KeyEffect.Wait(SETTLING));
		}
		return new Change(with(this.keys, complete), effects);
	}

	/** Behind which of the keys the entry ends; empty while more may come. */
	private Optional<Integer> end() {
		if (isBound()) {
			return Optional.of(1);
		}
		KeyRules now = collecting();
		for (int at = 0; at < this.keys.size(); at++) {
			if (now.endsWith(this.keys.get(at)) || at + 1 == now.length() || at + 1 == LONGEST) {
				return Optional.of(at + 1);
			}
		}
		return Optional.empty();
	}

	/** Whether the first key means something by itself. */
	private boolean isBound() {
		return this.asked.isEmpty() && !this.keys.isEmpty() && this.bound.contains(this.keys.getFirst().symbol());
	}

	private KeyEntry entry(List<Key> whole) {
		StringBuilder text = new StringBuilder();
		boolean ends = whole.size() > 1 && collecting().endsWith(whole.getLast());
		whole.subList(0, ends ? whole.size() - 1 : whole.size()).forEach((key) -> text.append(key.symbol()));
		return new KeyEntry(text.toString(), collecting().secret());
	}

	private KeyRules collecting() {
		return this.asked.orElse(this.rules);
	}

	private Instant latest() {
		return this.keys.isEmpty() ? this.past : this.keys.getLast().at();
	}

	private Keypad with(List<Key> others, boolean settles) {
		return new Keypad(this.rules, this.bound, this.asked, others, this.past, settles);
	}

}
