package io.trunkline.records;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * A list that takes so much and no more. Once something was left out nothing is added, so
 * that what it holds has no gaps.
 */
final class Bounded<T> {

	private final List<T> items = new ArrayList<>();

	private final ToIntFunction<T> size;

	private int room;

	private boolean cut;

	Bounded(int most) {
		this(most, (_) -> 1);
	}

	/** Bounds a list by the sum of its items' sizes. */
	Bounded(int most, ToIntFunction<T> size) {
		this.room = most;
		this.size = size;
	}

	void add(T item) {
		int needed = this.size.applyAsInt(item);
		if (this.cut || needed > this.room) {
			this.cut = true;
			return;
		}
		this.room -= needed;
		this.items.add(item);
	}

	/**
	 * Puts something else in the place of the first that is meant.
	 * @return whether there was one
	 */
	boolean change(Predicate<T> meant, UnaryOperator<T> change) {
		for (int at = 0; at < this.items.size(); at++) {
			if (meant.test(this.items.get(at))) {
				this.items.set(at, change.apply(this.items.get(at)));
				return true;
			}
		}
		return false;
	}

	boolean contains(T item) {
		return this.items.contains(item);
	}

	boolean isCut() {
		return this.cut;
	}

	List<T> list() {
		return List.copyOf(this.items);
	}

}
