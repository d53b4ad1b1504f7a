package io.trunkline.telephony;

import java.util.regex.Pattern;

/**
 * A carrier's name of an account, safe to be put in a URL path.
 *
 * @param value 1-64 letters, digits, {@code _} or {@code -}
 */
public record AccountId(String value) {

	private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	public AccountId {
		if (!SAFE.matcher(value).matches()) {
			throw new IllegalArgumentException(
					"account id has characters that do not belong in a URL, or a wrong length");
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

}
