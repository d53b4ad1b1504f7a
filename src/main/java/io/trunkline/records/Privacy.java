package io.trunkline.records;

import java.util.regex.Pattern;

import io.trunkline.telephony.CallLeg;

/**
 * What records may hold of a person.
 *
 * @param transcript whether they hold words, keys and notes
 * @param numbers how they hold the number of the person at the telephone
 */
record Privacy(boolean transcript, Numbers numbers) {

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

	/** What the record says for who called. */
	String from(CallLeg leg) {
		return (leg.direction() == CallLeg.Direction.INBOUND) ? shown(leg.from()) : leg.from();
	}

	/** What the record says for who was called. */
	String to(CallLeg leg) {
		return (leg.direction() == CallLeg.Direction.OUTBOUND) ? shown(leg.to()) : leg.to();
	}

	private String shown(String number) {
		return switch (this.numbers) {
			case FULL -> number;
			case MASKED -> mask(number);
		};
	}

	/** An address or a name can be as telling as a number: nothing of it is kept. */
	private static String mask(String number) {
		if (E164.matcher(number).matches()) {
			return number.substring(0, 3) + "***" + number.substring(number.length() - 2);
		}
		return number.isBlank() ? "" : "***";
	}

	/** Ways to hold a number. */
	enum Numbers {

		/** As the carrier said it. */
		FULL,
		/** Its beginning and its last two digits. */
		MASKED

	}

}
