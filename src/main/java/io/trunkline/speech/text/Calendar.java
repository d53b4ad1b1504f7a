package io.trunkline.speech.text;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Dates, years and times of day; figures alone are read month first. */
final class Calendar {

	private static final List<String> MONTHS = List.of("January", "February", "March", "April", "May", "June", "July",
			"August", "September", "October", "November", "December");

	private static final List<String> DAYS = List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
			"Sunday");

	private static final String MONTH = "(January|Jan\\.?|February|Feb\\.?|March|Mar\\.?|April|Apr\\.?|May|June|Jun\\.?"
			+ "|July|Jul\\.?|August|Aug\\.?|September|Sept?\\.?|October|Oct\\.?|November|Nov\\.?|December|Dec\\.?)";

	private static final String DAY = "(\\d{1,2})(?:st|nd|rd|th)?";

	private static final String ALONE = "(?![\\p{L}\\d%:]|[.,/]\\d)";

	private static final String YEAR = "(?:,?[ ]+(\\d{4})" + ALONE + ")?";

	private static final String NO_WORD = "(?<![\\p{L}\\p{N}.])";

	private static final String HALF_OF_DAY = "[ ]?([AaPp])(?:(?:\\.[ ]?[Mm])(\\.)?|[Mm])(?![\\p{L}\\d])";

	/** Words after which four digits are a year. */
	static final Set<String> CUES = Set.of("in", "since", "until", "till", "by", "from", "of", "year", "during",
			"before", "after", "through", "spring", "summer", "fall", "autumn", "winter", "early", "late", "mid", "to",
			"class");

	private static final Pattern LIKELY_YEAR = Pattern.compile("19[5-9]\\d|20[1-3]\\d");

	static final List<Rule> RULES = List.of(
			Rule.of(NO_WORD + "(\\d{4})-(\\d{2})-(\\d{2})(?![\\d-])",
					(match) -> date(match.group(2), match.group(3), match.group(1))),
			Rule.of(NO_WORD + "(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})(?![\\p{L}\\d/-])",
					(match) -> numeric(match.group(1), match.group(3), match.group(4))),
			Rule.of(NO_WORD + "(\\d{1,2})/(\\d{1,2})/(\\d{2})(?![\\p{L}\\d/-])",
					(match) -> numeric(match.group(1), match.group(2), "20" + match.group(3))),
			Rule.of(NO_WORD + MONTH + "[ ]+" + DAY + "(?:[ ]?[-–][ ]?" + DAY + ")?" + ALONE + YEAR,
					Calendar::monthFirst),
			Rule.within(NO_WORD + DAY + "[ ]+(?:of[ ]+)?" + MONTH + "(?!\\p{L})" + YEAR, Calendar::dayFirst),
			Rule.of(NO_WORD + MONTH + ",?[ ]+(\\d{4})" + ALONE,
					(match) -> month(match.group(1)) + " " + year(match.group(2))),
			Rule.of(NO_WORD + "(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.(?=[ ][\\p{L}\\d])",
					(match) -> month(match.group(1))),
			Rule.of(NO_WORD + "(Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\\.?[ ]?[-–][ ]?"
					+ "(Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)(?!\\p{L})",
					(match) -> day(match.group(1)) + " to " + day(match.group(2))),
			Rule.of(NO_WORD + "(Mon|Tue|Tues|Thu|Thur|Thurs|Fri)\\.(?=[, ])", (match) -> day(match.group(1))),
			Rule.within(
					NO_WORD + "(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:" + HALF_OF_DAY + ")?(?![\\d:])", Calendar::time),
			Rule.within(NO_WORD + "(\\d{1,2})" + HALF_OF_DAY, Calendar::hour),
			Rule.of(NO_WORD + "(1[1-9]\\d{2}|20\\d{2})[-–](\\d{4}|\\d{2})(?![\\p{L}\\d-])",
					(match) -> year(match.group(1)) + " to "
							+ (match.group(2).length() == 2 ? Numbers.cardinal(match.group(2)) : year(match.group(2)))),
			Rule.of(NO_WORD + "(1[1-9]|20)(\\d)0['’]?s(?!\\p{L})", (match) -> decade(match.group(1), match.group(2))),
			Rule.of(NO_WORD + "['’]?([2-9])0['’]?s(?!\\p{L})",
					(match) -> plural(Numbers.cardinal(match.group(1) + "0"))),
			Rule.within(NO_WORD + "(1[1-9]\\d{2}|20\\d{2})(?![\\p{L}\\d%:]|[.,/-]\\d|[-–]\\p{L})", Calendar::loneYear));

	private Calendar() {
	}

	/** Whether this is the name of a month, or the beginning of one. */
	static boolean isMonth(String word) {
		String name = word.replace(".", "").toLowerCase(Locale.ROOT);
		return name.length() >= 3
				&& MONTHS.stream().anyMatch((month) -> month.toLowerCase(Locale.ROOT).startsWith(name));
	}

	private static String month(String written) {
		String start = written.substring(0, 3);
		return MONTHS.stream().filter((month) -> month.startsWith(start)).findFirst().orElse(written);
	}

	private static String day(String written) {
		return DAYS.stream().filter((day) -> day.startsWith(written.substring(0, 3))).findFirst().orElse(written);
	}

	private static String year(String digits) {
		return Numbers.year(Integer.parseInt(digits));
	}

	private static @Nullable String numeric(String first, String second, String year) {
		String monthFirst = date(first, second, year);
		return (monthFirst != null) ? monthFirst : date(second, first, year);
	}

	private static @Nullable String date(String month, String day, String year) {
		int number = Integer.parseInt(month);
		if (number < 1 || number > 12 || !possible(day)) {
			return null;
		}
		return MONTHS.get(number - 1) + " " + ordinal(day) + ", " + year(year);
	}

	private static boolean possible(String day) {
		int number = Integer.parseInt(day);
		return number >= 1 && number <= 31;
	}

	private static String ordinal(String day) {
		return Numbers.ordinal(Long.parseLong(day));
	}

	private static @Nullable String monthFirst(MatchResult match) {
		if (!possible(match.group(2))) {
			return null;
		}
		String until = (match.group(3) != null) ? " to " + ordinal(match.group(3)) : "";
		return month(match.group(1)) + " " + ordinal(match.group(2)) + until + after(match.group(4));
	}

	private static @Nullable String dayFirst(MatchResult match, String text) {
		if (!possible(match.group(1))) {
			return null;
		}
		boolean the = text.regionMatches(true, match.start() - 4, "the ", 0, 4);
		return (the ? "" : "the ") + ordinal(match.group(1)) + " of " + month(match.group(2)) + after(match.group(3));
	}

	private static String after(@Nullable String year) {
		return (year != null) ? ", " + year(year) : "";
	}

	private static @Nullable String time(MatchResult match, String text) {
		int hour = Integer.parseInt(match.group(1));
		int minute = Integer.parseInt(match.group(2));
		if (hour > 24 || minute > 59) {
			return null;
		}
		String half = half(match, 4, text);
		String seconds = (match.group(3) != null)
				? " and " + Amounts.counted(Numbers.cardinal(match.group(3).replaceFirst("^0", "")), "second") : "";
		if (minute > 0 || !seconds.isEmpty()) {
			String oh = (minute < 10) ? "oh " : "";
			return Numbers.cardinal(hour) + " " + oh + Numbers.cardinal(minute) + seconds + half;
		}
		String full = (hour > 12 || hour == 0) ? " hundred" : " o'clock";
		return Numbers.cardinal(hour) + (half.isEmpty() ? full : half);
	}

	private static @Nullable String hour(MatchResult match, String text) {
		int hour = Integer.parseInt(match.group(1));
		return (hour >= 1 && hour <= 12) ? Numbers.cardinal(hour) + half(match, 2, text) : null;
	}

	/** The point of "p.m." ends a sentence as well. */
	private static String half(MatchResult match, int group, String text) {
		if (match.group(group) == null) {
			return "";
		}
		boolean end = match.group(group + 1) != null && Context.sentenceEnds(match.end(), text);
		return " " + match.group(group).toUpperCase(Locale.ROOT) + "M" + (end ? "." : "");
	}

	private static String decade(String century, String ten) {
		if (ten.equals("0")) {
			return century.equals("20") ? "two thousands" : Numbers.cardinal(century) + " hundreds";
		}
		return Numbers.cardinal(century) + " " + (ten.equals("1") ? "tens" : plural(Numbers.cardinal(ten + "0")));
	}

	private static String plural(String tens) {
		return tens.substring(0, tens.length() - 1) + "ies";
	}

	/** Four digits alone are a year where the words before, or the digits, suggest it. */
	private static @Nullable String loneYear(MatchResult match, String text) {
		String before = Context.wordBefore(match.start(), text).toLowerCase(Locale.ROOT);
		boolean year = CUES.contains(before)
				|| (LIKELY_YEAR.matcher(match.group(1)).matches() && !Context.codeAt(match.start(), text));
		return year ? year(match.group(1)) : null;
	}

}
