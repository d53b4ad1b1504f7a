package io.trunkline.outbound;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import io.trunkline.telephony.PhoneNumber;

/**
 * Which numbers may be called. A list of countries decides, and within them what a number
 * is for; whatever is doubtful is refused. Nothing is repaired: digits that would have to
 * be dropped or added make it another number than the one that was asked for.
 */
final class NumberRules {

	/** Digits with what people write between them. */
	private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9](?:[ .()-]{0,2}[0-9])*");

	private static final int LONGEST = 32;

	/** Numbers for help, with or without a country in front of them. */
	private static final Pattern HELP = Pattern.compile("\\+?(?:1|0{2})?(?:911|112|999|000|110|111|118|119|933|988)");

	/**
	 * Codes that stand where a country's would. No country's code begins like one of
	 * them.
	 */
	private static final Map<String, Reason> NO_COUNTRY = Map.of("870", Reason.SATELLITE, "881", Reason.SATELLITE,
			"882", Reason.SATELLITE, "883", Reason.SATELLITE, "878", Reason.PERSONAL, "979", Reason.PREMIUM, "808",
			Reason.SHARED_COST, "888", Reason.COUNTRY, "800", Reason.COUNTRY);

	/** Where +1 is not a place: 600 serves satellite telephones, among others. */
	private static final Pattern NOWHERE = Pattern
		.compile("1(?:456|5(?:00|2[0-9]|33|44|55|66|77|88)" + "|600|622|633|644|655|677|688|700|710)[0-9]{7}");

	/** 900, and the exchange 976 whatever the area. */
	private static final Pattern PREMIUM_NORTH_AMERICA = Pattern.compile("1(?:9(?:00|76)[0-9]{7}|[0-9]{3}976[0-9]{4})");

	/** Exchanges such as 911 and 411, and the charged information of 555-1212. */
	private static final Pattern SERVICE_NORTH_AMERICA = Pattern.compile("1[0-9]{3}(?:[2-9]11[0-9]{4}|5551212)");

	private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

	private final ShortNumberInfo shortNumbers = ShortNumberInfo.getInstance();

	private final Set<String> countries;

	private final Set<String> callingCodes;

	/**
	 * Reads what there is to know about these countries, so that no check has to.
	 * @param countries ISO 3166-1, two capital letters each
	 */
	NumberRules(Collection<String> countries) {
		this.countries = Set.copyOf(countries);
		this.callingCodes = countries.stream()
			.map((country) -> Integer.toString(this.numbers.getCountryCodeForRegion(country)))
			.collect(Collectors.toUnmodifiableSet());
		this.callingCodes.forEach((code) -> check("+" + code + "0000000"));
	}

	/** Whether a number may be called, and if not, why. */
	Verdict check(String text) {
		if (text.length() > LONGEST || !WRITTEN.matcher(text).matches()) {
			return new Verdict.Refused(Reason.NOT_A_NUMBER);
		}
		String digits = text.replaceAll("[^0-9]", "");
		if (HELP.matcher(text.charAt(0) == '+' ? "+" + digits : digits).matches()) {
			return new Verdict.Refused(Reason.EMERGENCY);
		}
		if (text.charAt(0) != '+') {
			return new Verdict.Refused(Reason.NOT_A_NUMBER);
		}
		Reason elsewhere = NO_COUNTRY.get(digits.substring(0, Math.min(3, digits.length())));
		if (elsewhere != null) {
			return new Verdict.Refused(elsewhere);
		}
		if (this.callingCodes.stream().noneMatch(digits::startsWith)) {
			return new Verdict.Refused(Reason.COUNTRY);
		}
		return checkKnown(digits);
	}

	private Verdict checkKnown(String digits) {
		Phonenumber.PhoneNumber number;
		try {
			number = this.numbers.parse("+" + digits, null);
		}
		catch (NumberParseException _) {
			return new Verdict.Refused(Reason.NOT_A_NUMBER);
		}
		if (reachesHelp(number)) {
			return new Verdict.Refused(Reason.EMERGENCY);
		}
		if (PREMIUM_NORTH_AMERICA.matcher(digits).matches()) {
			return new Verdict.Refused(Reason.PREMIUM);
		}
		if (NOWHERE.matcher(digits).matches()) {
			return new Verdict.Refused(Reason.PERSONAL);
		}
		if (SERVICE_NORTH_AMERICA.matcher(digits).matches()) {
			return new Verdict.Refused(Reason.SERVICE);
		}
		if (!this.numbers.isValidNumber(number)
				|| !this.numbers.format(number, PhoneNumberFormat.E164).equals("+" + digits)) {
			return new Verdict.Refused(Reason.NOT_A_NUMBER);
		}
		String country = this.numbers.getRegionCodeForNumber(number);
		if (country == null || !this.countries.contains(country)) {
			return new Verdict.Refused(Reason.COUNTRY);
		}
		return switch (this.numbers.getNumberType(number)) {
			case FIXED_LINE, MOBILE, FIXED_LINE_OR_MOBILE, TOLL_FREE, VOIP ->
				new Verdict.Allowed(new PhoneNumber("+" + digits));
			case PREMIUM_RATE -> new Verdict.Refused(Reason.PREMIUM);
			case SHARED_COST -> new Verdict.Refused(Reason.SHARED_COST);
			case PERSONAL_NUMBER, PAGER -> new Verdict.Refused(Reason.PERSONAL);
			case UAN, VOICEMAIL -> new Verdict.Refused(Reason.SERVICE);
			case UNKNOWN -> new Verdict.Refused(Reason.NOT_A_NUMBER);
		};
	}

	/** In North America whatever follows 911 is not dialled any more. */
	private boolean reachesHelp(Phonenumber.PhoneNumber number) {
		String national = this.numbers.getNationalSignificantNumber(number);
		return this.countries.stream()
			.filter((country) -> this.numbers.getCountryCodeForRegion(country) == number.getCountryCode())
			.anyMatch((country) -> number.getCountryCode() == 1
					? this.shortNumbers.connectsToEmergencyNumber(national, country)
					: this.shortNumbers.isEmergencyNumber(national, country));
	}

	/** What comes of a check. */
	sealed interface Verdict {

		/** It may be called. */
		record Allowed(PhoneNumber number) implements Verdict {
		}

		/** It must not be called. */
		record Refused(Reason reason) implements Verdict {
		}

	}

	/** Why a number must not be called. */
	enum Reason {

		/** It cannot be called from anywhere. */
		NOT_A_NUMBER("is not a telephone number in E.164 form, such as +12025550123"),
		/** Its country is not listed, or it belongs to none. */
		COUNTRY("is in no country of trunkline.outbound.countries"),
		/** It would reach those who come to help. */
		EMERGENCY("is an emergency number, which a machine must not call"),
		/** Whoever calls it pays whoever answers. */
		PREMIUM("is a premium-rate number, which is never called"),
		/** Caller and callee share a higher price. */
		SHARED_COST("is a shared-cost number, which is never called"),
		/** It rings a satellite telephone or belongs to a network without a country. */
		SATELLITE("is a satellite or international network number, which is never called"),
		/** It is somebody's wherever they are: a number of this kind or a pager. */
		PERSONAL("is a personal or non-geographic number or a pager, which is never called"),
		/** It is a service, a voicemail access or a company-wide number. */
		SERVICE("is a service or universal access number, which is never called");

		private final String sentence;

		Reason(String sentence) {
			this.sentence = sentence;
		}

		/** Completes a sentence that begins with what was to be called. */
		String sentence() {
			return this.sentence;
		}

	}

}
