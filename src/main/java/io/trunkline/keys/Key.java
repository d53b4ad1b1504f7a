package io.trunkline.keys;

import java.time.Instant;
import java.util.Comparator;

/**
 * A key that was pressed.
 *
 * @param symbol one of {@code 0-9*#A-D}
 * @param at when it was pressed, which is not when that was told
 */
record Key(char symbol, Instant at) {

	/** As they were pressed. */
	static final Comparator<Key> ORDER = Comparator.comparing(Key::at).thenComparingInt(Key::symbol);

	private static final String SYMBOLS = "0123456789*#ABCD";

	static boolean isOne(char symbol) {
		return SYMBOLS.indexOf(symbol) >= 0;
	}

	@Override
	public String toString() {
		return "Key[hidden]";
	}

}
