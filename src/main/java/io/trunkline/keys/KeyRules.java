package io.trunkline.keys;

import java.time.Duration;

/**
 * How an entry is collected. It ends with whatever comes first.
 *
 * @param terminator the key that ends it and is no part of it; empty for none
 * @param length so many keys end it; 0 for no limit
 * @param timeout so long after the last key it ends
 * @param secret whether it stays out of whatever people or models read
 */
public record KeyRules(String terminator, int length, Duration timeout, boolean secret) {

	boolean endsWith(Key key) {
		return this.terminator.indexOf(key.symbol()) >= 0;
	}

}
