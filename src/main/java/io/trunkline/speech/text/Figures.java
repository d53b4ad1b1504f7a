package io.trunkline.speech.text;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Numbers that are nothing more special, and the signs between them. */
final class Figures {

	private static final String NUMBER = "(?:\\d{1,3}(?:,\\d{3}){1,8}+(?!\\d)|\\d+)";

	private static final Map<String, String> FRACTIONS = Map.ofEntries(Map.entry("1/2", "one half"),
			Map.entry("1/3", "one third"), Map.entry("2/3", "two thirds"), Map.entry("1/4", "one quarter"),
			Map.entry("3/4", "three quarters"), Map.entry("1/8", "one eighth"), Map.entry("½", "one half"),
			Map.entry("⅓", "one third"), Map.entry("⅔", "two thirds"), Map.entry("¼", "one quarter"),
			Map.entry("¾", "three quarters"), Map.entry("⅛", "one eighth"));

	private static final String FRACTION = "(1/[2348]|2/3|3/4|[½⅓⅔¼¾⅛])";

	private static final Pattern RUNS = Pattern.compile("\\d+|[A-Z]+");

	/** To be tried before marks are taken away. */
	static final List<Rule> SIGNS = List.of(Rule.say("[ ]?[*×][ ]?(?<=\\d[ ]?[*×][ ]?)(?=\\d)", " times "),
			Rule.say("x(?<=\\dx)(?=\\d)", "by"), Rule.say("[ ]x[ ](?<=\\d[ ]x[ ])(?=\\d)", " by "),
			Rule.of("(?<![^\\n])[ \\t]*(\\d{1,3})[.)][ \\t]+(?=\\S)",
					(match) -> Numbers.cardinal(match.group(1)) + ", "),
			Rule.say("[ ]?[-–—][ ]?(?<=[\\d%mM.][ ]?[-–—][ ]?)(?=[$€£]?\\d)(?<![^\\d%mM][.][ ]?[-–—][ ]?)", " to "));

	static final List<Rule> RULES = List.of(Rule.say("24/7(?!\\d)", "twenty-four seven"),
			Rule.of("(?<![\\d/.,])(\\d+)[ ]?" + FRACTION + "(?![\\d/])", Figures::mixed),
			Rule.of("(?<![\\d/.,])" + FRACTION + "(?![\\d/])", (match) -> FRACTIONS.get(match.group(1))),
			Rule.of("(?<![\\d/.,\\p{L}])(\\d{1,3})/(\\d{1,3})(?![\\p{L}\\d/])",
					(match) -> Numbers.cardinal(match.group(1)) + " out of " + Numbers.cardinal(match.group(2))),
			Rule.of("(?<![\\p{L}\\p{N}])(" + NUMBER + ")(?:st|nd|rd|th)(?![\\p{L}\\d])", Figures::ordinal),
			Rule.of("(?<![\\p{L}\\p{N}])(\\d{1,2}):(\\d{1,2})(?![\\d:])",
					(match) -> Numbers.cardinal(match.group(1)) + " to " + Numbers.cardinal(match.group(2))),
			Rule.of("(?<![\\p{L}\\p{N}])(\\d+(?:\\.\\d{1,9}){2,8})(?!\\d)", (match) -> points(match.group(1))),
			Rule.of("(?<![\\p{L}\\p{N}])(?=[A-Z\\d-]{0,20}+(?<=\\d[A-Z\\d-]{0,20}))[A-Z\\d]{1,20}(?:-[A-Z\\d]{1,20}){0,6}(?![\\p{L}\\d])",
					Figures::code),
			Rule.say("[-−](?<![\\p{L}\\d)][-−])(?=[$€£]?\\.?\\d)", "minus "),
			Rule.within("(" + NUMBER + ")?(?:\\.(\\d+))(?!\\d)", Figures::decimal),
			Rule.within("(" + NUMBER + ")", Figures::plain), Rule.say("\\+(?<=\\d\\+)(?![\\d])", " plus"),
			Rule.say("[ ]\\+[ ]", " plus "), Rule.say("[ ]=[ ]", " equals "),
			Rule.say("\\+(?<=\\d\\+)(?=\\d)", " plus "), Rule.say("=(?<=[\\d\\p{L}]=)(?=[\\d\\p{L}])", " equals "),
			Rule.say("#(?=\\d)", "number "), Rule.say("#(?<=\\b[CF]#)", " sharp"), Rule.say("#(?=\\p{L})", "hashtag "),
			Rule.say("#+", ""), Rule.say("[~≈](?=[ ]?[$€£]?\\d)", "about "),
			Rule.say("[ ]<[ ](?=[$€£]?\\d)", " less than "), Rule.say("[ ]>[ ](?=[$€£]?\\d)", " more than "),
			Rule.say("<(?=[$€£]?\\d)", "less than "), Rule.say(">(?=[$€£]?\\d)", "more than "));

	private Figures() {
	}

	private static String mixed(MatchResult match) {
		String fraction = FRACTIONS.getOrDefault(match.group(2), match.group(2));
		return Numbers.cardinal(match.group(1)) + " and "
				+ fraction.replace("one half", "a half").replace("one quarter", "a quarter");
	}

	private static @Nullable String ordinal(MatchResult match) {
		String digits = match.group(1).replace(",", "");
		return (digits.length() <= 15) ? Numbers.ordinal(Long.parseLong(digits)) : null;
	}

	/** Versions and network addresses. */
	private static String points(String written) {
		return Pattern.compile("\\.")
			.splitAsStream(written)
			.map(Numbers::cardinal)
			.collect(Collectors.joining(" point "));
	}

	/**
	 * "AB1234" letter by letter and digit by digit; what looks like a name with a number,
	 * as "B12" or "COVID-19", keeps the number.
	 */
	private static @Nullable String code(MatchResult match) {
		String written = match.group();
		List<String> runs = RUNS.matcher(written).results().map(MatchResult::group).toList();
		boolean letters = runs.stream().anyMatch((run) -> Character.isLetter(run.charAt(0)));
		boolean digits = runs.stream().anyMatch((run) -> Character.isDigit(run.charAt(0)));
		if (!letters || !digits) {
			return null;
		}
		boolean spelled = runs.size() > 2
				|| runs.stream().anyMatch((run) -> run.length() > 2 && Character.isDigit(run.charAt(0)));
		return runs.stream().map((run) -> run(run, spelled)).collect(Collectors.joining(" "));
	}

	private static String run(String run, boolean spelled) {
		if (Character.isDigit(run.charAt(0))) {
			return spelled ? Numbers.grouped(run) : Numbers.cardinal(run);
		}
		return (run.length() <= 4) ? String.join(" ", run.split("")) : run;
	}

	private static String decimal(MatchResult match, String text) {
		String whole = (match.group(1) != null) ? match.group(1) : "";
		return apart(match, text, Numbers.number(whole + "." + match.group(2)));
	}

	private static String plain(MatchResult match, String text) {
		String written = match.group(1);
		boolean comma = written.indexOf(',') >= 0;
		boolean round = written.endsWith("000");
		boolean identifies = written.length() >= 3 && Context.codeAt(match.start(), text);
		boolean spelled = !comma && (identifies || (written.length() >= 7 && !round));
		return apart(match, text, spelled ? Numbers.grouped(written) : Numbers.number(written));
	}

	/** A number in the middle of a word is a word of its own. */
	private static String apart(MatchResult match, String text, String said) {
		return (Context.letterBefore(match.start(), text) ? " " : "") + said
				+ (Context.letterAt(match.end(), text) ? " " : "");
	}

}
