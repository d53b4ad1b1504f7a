package io.trunkline.speech.text;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Money, shares and measures. */
final class Amounts {

	private static final String NUMBER = "(\\d{1,3}(?:,\\d{3}){1,8}+|\\d+)";

	private static final String NO_WORD = "(?<![\\p{L}\\p{N}.])";

	private static final String END = "(?![\\p{L}\\d])";

	private static final String SCALE = "(?:[ ]?(million|billion|trillion|thousand|hundred|[kKmMbB]|bn|mn)" + END
			+ ")?";

	private static final Map<String, String> SCALES = Map.of("k", "thousand", "m", "million", "mn", "million", "b",
			"billion", "bn", "billion");

	private static final Map<String, Currency> CURRENCIES = Map.of("$", Currency.DOLLAR, "USD", Currency.DOLLAR, "€",
			Currency.EURO, "EUR", Currency.EURO, "£", Currency.POUND, "GBP", Currency.POUND);

	private static final Map<String, String> UNITS = Map.ofEntries(Map.entry("km", "kilometer"),
			Map.entry("m", "meter"), Map.entry("cm", "centimeter"), Map.entry("mm", "millimeter"),
			Map.entry("mi", "mile"), Map.entry("ft", "foot"), Map.entry("ft.", "foot"), Map.entry("yd", "yard"),
			Map.entry("in.", "inch"), Map.entry("kg", "kilogram"), Map.entry("g", "gram"), Map.entry("mg", "milligram"),
			Map.entry("lb", "pound"), Map.entry("lbs", "pound"), Map.entry("lb.", "pound"), Map.entry("lbs.", "pound"),
			Map.entry("oz", "ounce"), Map.entry("oz.", "ounce"), Map.entry("l", "liter"), Map.entry("L", "liter"),
			Map.entry("ml", "milliliter"), Map.entry("mL", "milliliter"), Map.entry("gal", "gallon"),
			Map.entry("h", "hour"), Map.entry("hr", "hour"), Map.entry("hrs", "hour"), Map.entry("hr.", "hour"),
			Map.entry("hrs.", "hour"), Map.entry("min", "minute"), Map.entry("mins", "minute"),
			Map.entry("min.", "minute"), Map.entry("sec", "second"), Map.entry("secs", "second"),
			Map.entry("sec.", "second"), Map.entry("ms", "millisecond"), Map.entry("kB", "kilobyte"),
			Map.entry("KB", "kilobyte"), Map.entry("MB", "megabyte"), Map.entry("GB", "gigabyte"),
			Map.entry("TB", "terabyte"), Map.entry("Hz", "hertz"), Map.entry("kHz", "kilohertz"),
			Map.entry("MHz", "megahertz"), Map.entry("GHz", "gigahertz"), Map.entry("W", "watt"),
			Map.entry("kW", "kilowatt"), Map.entry("kWh", "kilowatt hour"), Map.entry("V", "volt"),
			Map.entry("mph", "mile per hour"), Map.entry("km/h", "kilometer per hour"),
			Map.entry("kph", "kilometer per hour"), Map.entry("Mbps", "megabit per second"),
			Map.entry("Gbps", "gigabit per second"), Map.entry("sq ft", "square foot"),
			Map.entry("sq. ft.", "square foot"), Map.entry("m²", "square meter"), Map.entry("km²", "square kilometer"),
			Map.entry("ft²", "square foot"), Map.entry("m³", "cubic meter"), Map.entry("yrs", "year"),
			Map.entry("yr", "year"), Map.entry("wks", "week"), Map.entry("mos", "month"));

	private static final String UNIT = "(" + String.join("|",
			UNITS.keySet()
				.stream()
				.sorted(Comparator.comparingInt(String::length).reversed().thenComparing((unit) -> unit))
				.map(Pattern::quote)
				.toList())
			+ ")";

	private static final Map<String, String> PER = Map.ofEntries(Map.entry("mo", "month"), Map.entry("yr", "year"),
			Map.entry("hr", "hour"), Map.entry("h", "hour"), Map.entry("wk", "week"), Map.entry("min", "minute"),
			Map.entry("lb", "pound"), Map.entry("kg", "kilogram"));

	static final List<Rule> RULES = List.of(
			Rule.of("(?:US)?([$€£])[ ]?" + NUMBER + "(?:\\.(\\d{1,2}))?[ ]?[-–][ ]?[$€£]?" + NUMBER
					+ "(?:\\.(\\d{1,2}))?" + SCALE + "(?![\\d]|[.,]\\d)", Amounts::moneyRange),
			Rule.of("(?:US)?([$€£])[ ]?" + NUMBER + "(?:\\.(\\d+))?" + SCALE, (match) -> money(match, 1, 2)),
			Rule.of(NO_WORD + "(USD|EUR|GBP)[ ]?" + NUMBER + "(?:\\.(\\d+))?" + SCALE, (match) -> money(match, 1, 2)),
			Rule.of(NO_WORD + NUMBER + "(?:[.,](\\d{2}))?" + "()[ ]?(€|£|\\$|EUR|USD|GBP)" + END,
					(match) -> money(match, 4, 1)),
			Rule.of("/[ ]?(month|mo|year|yr|hour|hr|h|day|week|wk|person|night|minute|min|user|unit|item|piece|lb|kg|square foot)"
					+ "(?!\\p{L})(?<=[\\p{L}\\d%][ ]?/[ ]?\\p{L}{1,7})",
					(match) -> " per " + PER.getOrDefault(match.group(1), match.group(1))),
			Rule.say("[ ]?%(?<=\\d[ ]?%)", " percent"), Rule.say("[ ]?°[ ]?C(?!\\p{L})", " degrees Celsius"),
			Rule.say("[ ]?°[ ]?F(?!\\p{L})", " degrees Fahrenheit"), Rule.say("°", " degrees"),
			Rule.within(NO_WORD + NUMBER + "(\\.\\d+)?[ -]?" + UNIT + "(?![\\p{L}\\d²³/'’])", Amounts::measured),
			Rule.of(NO_WORD + NUMBER + "(\\.\\d+)?[kK](?![\\p{L}\\d])", (match) -> number(match) + " thousand"));

	private Amounts() {
	}

	/** One thing, or many. */
	static String counted(String number, String unit) {
		if (number.equals("one")) {
			return number + " " + unit;
		}
		int per = unit.indexOf(" per ");
		String thing = (per < 0) ? unit : unit.substring(0, per);
		String rest = (per < 0) ? "" : unit.substring(per);
		return number + " " + plural(thing) + rest;
	}

	private static String plural(String thing) {
		if (thing.endsWith("foot")) {
			return thing.substring(0, thing.length() - 4) + "feet";
		}
		return thing.endsWith("hertz") ? thing : thing + (thing.endsWith("inch") ? "es" : "s");
	}

	/** Groups: number, cents or decimals, scale; the sign stands elsewhere. */
	private static String money(MatchResult match, int sign, int number) {
		String scale = match.group(number + 2);
		return money(currency(match.group(sign)), match.group(number), match.group(number + 1),
				(scale == null || scale.isEmpty()) ? null : scale);
	}

	private static String money(Currency currency, String whole, @Nullable String part, @Nullable String scale) {
		if (scale != null) {
			String number = Numbers.number(whole + ((part != null) ? "." + part : ""));
			String lower = scale.toLowerCase(Locale.ROOT);
			return number + " " + SCALES.getOrDefault(lower, lower) + " " + currency.many;
		}
		if (part != null && part.length() != 2) {
			return Numbers.number(whole + "." + part) + " " + currency.many;
		}
		int cents = (part != null) ? Integer.parseInt(part) : 0;
		String units = currency.whole(Numbers.number(whole));
		if (cents == 0) {
			return units;
		}
		String rest = Numbers.cardinal(cents) + " " + ((cents == 1) ? currency.cent : currency.cents);
		return units.startsWith("zero ") ? rest : units + " and " + rest;
	}

	/** "$10-20" as "ten to twenty dollars". */
	private static String moneyRange(MatchResult match) {
		Currency currency = currency(match.group(1));
		if (match.group(3) != null || match.group(5) != null) {
			return money(currency, match.group(2), match.group(3), null) + " to "
					+ money(currency, match.group(4), match.group(5), match.group(6));
		}
		return Numbers.number(match.group(2)) + " to " + money(currency, match.group(4), null, match.group(6));
	}

	private static Currency currency(String sign) {
		return CURRENCIES.getOrDefault(sign, Currency.DOLLAR);
	}

	private static String measured(MatchResult match, String text) {
		String unit = match.group(3);
		boolean end = unit.endsWith(".") && Context.sentenceEnds(match.end(), text);
		return counted(number(match), UNITS.getOrDefault(unit, unit)) + (end ? "." : "");
	}

	private static String number(MatchResult match) {
		return Numbers.number(match.group(1) + ((match.group(2) != null) ? match.group(2) : ""));
	}

	private enum Currency {

		DOLLAR("dollar", "dollars", "cent", "cents"), EURO("euro", "euros", "cent", "cents"),
		POUND("pound", "pounds", "penny", "pence");

		private final String one;

		private final String many;

		private final String cent;

		private final String cents;

		Currency(String one, String many, String cent, String cents) {
			this.one = one;
			this.many = many;
			this.cent = cent;
			this.cents = cents;
		}

		String whole(String number) {
			return number + " " + (number.equals("one") ? this.one : this.many);
		}

	}

}
