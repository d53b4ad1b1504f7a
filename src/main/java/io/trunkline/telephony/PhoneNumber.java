package io.trunkline.telephony;

import java.util.regex.Pattern;

/**
 * A telephone number that an operator configured, in the form that carriers take. Whether
 * there can be such a number is not asked here.
 *
 * @param e164 {@code +} and 7-15 digits
 */
public record PhoneNumber(String e164) {

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

	public PhoneNumber {
		if (!E164.matcher(e164).matches()) {
			throw new IllegalArgumentException("not a telephone number in E.164 form, such as +12025550123");
		}
	}

	/** Masked, so that it can stand in a log. */
	@Override
	public String toString() {
		return this.e164.substring(0, 3) + "***" + this.e164.substring(this.e164.length() - 2);
	}

}
