package io.trunkline.keys;

/**
 * What a caller entered.
 *
 * @param keys without the terminator, unless that is all there was
 * @param secret whether nobody may read it
 */
public record KeyEntry(String keys, boolean secret) {

	/** What people and models may read of it. */
	public String shown() {
		int length = this.keys.length();
		return this.secret ? "[" + ((length == 1) ? "1 digit" : length + " digits") + ", kept secret]" : this.keys;
	}

	/** Without the keys, so that it can stand in a log. */
	@Override
	public String toString() {
		return "KeyEntry[" + this.keys.length() + " keys]";
	}

}
