package io.trunkline.speech.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Words that are written short. Also knows after which of them a sentence may end. */
final class Abbreviations {

	/** Before a name. */
	private static final Map<String, String> TITLES = Map.ofEntries(Map.entry("Mr", "Mister"),
			Map.entry("Mrs", "Missus"), Map.entry("Rev.", "Reverend"), Map.entry("Gen.", "General"),
			Map.entry("Sen.", "Senator"), Map.entry("Gov.", "Governor"), Map.entry("Capt.", "Captain"),
			Map.entry("Sgt.", "Sergeant"), Map.entry("Lt.", "Lieutenant"), Map.entry("Hon.", "Honorable"),
			Map.entry("Mt.", "Mount"), Map.entry("Ft.", "Fort"));

	/** In front of a number. */
	private static final Map<String, String> NUMBERED = Map.of("No.", "number", "no.", "number", "Nos.", "numbers",
			"p.", "page", "pp.", "pages", "Fig.", "figure", "fig.", "figure", "vol.", "volume", "Vol.", "volume", "ch.",
			"chapter");

	/** Never the end of a sentence. */
	private static final Map<String, String> OPEN = Map.ofEntries(Map.entry("e.g.", "for example"),
			Map.entry("i.e.", "that is"), Map.entry("vs.", "versus"), Map.entry("vs", "versus"),
			Map.entry("cf.", "compare"), Map.entry("approx.", "approximately"), Map.entry("a.k.a.", "also known as"),
			Map.entry("incl.", "including"), Map.entry("excl.", "excluding"), Map.entry("Mr.", "Mister"),
			Map.entry("Mrs.", "Missus"), Map.entry("Ms.", "Miz"), Map.entry("Prof.", "Professor"));

	/** Perhaps the end of a sentence. */
	private static final Map<String, String> LAST = Map.ofEntries(Map.entry("etc.", "et cetera"),
			Map.entry("Ave.", "Avenue"), Map.entry("Ave", "Avenue"), Map.entry("Blvd.", "Boulevard"),
			Map.entry("Blvd", "Boulevard"), Map.entry("Rd.", "Road"), Map.entry("Ln.", "Lane"),
			Map.entry("Hwy.", "Highway"), Map.entry("Hwy", "Highway"), Map.entry("Pkwy.", "Parkway"),
			Map.entry("Sq.", "Square"), Map.entry("Apt.", "apartment"), Map.entry("Ste.", "suite"),
			Map.entry("Bldg.", "building"), Map.entry("Inc.", "Incorporated"), Map.entry("Ltd.", "Limited"),
			Map.entry("Corp.", "Corporation"), Map.entry("Co.", "Company"), Map.entry("Bros.", "Brothers"),
			Map.entry("Jr.", "Junior"), Map.entry("Sr.", "Senior"), Map.entry("Ph.D.", "P H D"),
			Map.entry("M.D.", "M D"), Map.entry("U.S.", "U S"), Map.entry("U.K.", "U K"), Map.entry("D.C.", "D C"),
			Map.entry("U.S.A.", "U S A"), Map.entry("a.m.", "AM"), Map.entry("p.m.", "PM"),
			Map.entry("dept.", "department"), Map.entry("Dept.", "Department"), Map.entry("ext.", "extension"),
			Map.entry("Ext.", "extension"), Map.entry("tel.", "telephone"), Map.entry("Tel.", "telephone"),
			Map.entry("max.", "maximum"), Map.entry("min.", "minimum"), Map.entry("appt.", "appointment"),
			Map.entry("misc.", "miscellaneous"), Map.entry("al.", "others"), Map.entry("est.", "established"),
			Map.entry("govt.", "government"));

	private static final Set<String> MONTHS = Set.of("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
			"oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri");

	private static final String NO_WORD = "(?<![\\p{L}\\p{N}.])";

	static final List<Rule> RULES = rules();

	private Abbreviations() {
	}

	private static List<Rule> rules() {
		List<Rule> rules = new ArrayList<>();
		rules.add(Rule.within(NO_WORD + "(St|Dr)\\.(?!\\p{L})", Abbreviations::streetOrName));
		rules.add(Rule.within(NO_WORD + "(St|Dr)(?=,|[ ](?:and|at|in|near|by|off)\\b|\\s*\\z)",
				Abbreviations::unpointed));
		rules.add(listed(TITLES, "(?=[ ]\\p{Lu})"));
		rules.add(listed(NUMBERED, "(?=[ ]?\\d)"));
		rules.add(listed(OPEN, "(?!\\p{L})"));
		Map<String, String> last = LAST;
		rules.add(Rule.within(NO_WORD + any(last) + "(?!\\p{L}|\\.\\p{L})", (match, text) -> {
			boolean end = match.group().endsWith(".") && Context.sentenceEnds(match.end(), text);
			return last.get(match.group()) + (end ? "." : "");
		}));
		rules.add(Rule.say("w/o(?![\\p{L}/])(?<=\\bw/o)", "without"));
		rules.add(Rule.say("w/(?![\\p{L}\\d]/)(?<=\\bw/)[ ]?", "with "));
		rules.add(Rule.say("&nbsp;", " "));
		rules.add(Rule.say("[ ]?&(?:amp;)?[ ]?", " and "));
		rules.add(Rule.say("[ ]@[ ]", " at "));
		rules.add(Rule.say("_(?<=\\p{L}_)(?=\\p{L})", " "));
		return List.copyOf(rules);
	}

	/** Whether the point of this word cannot end a sentence, whatever follows. */
	static boolean keepsOpen(String word) {
		boolean initial = word.length() == 2 && Character.isUpperCase(word.charAt(0)) && word.charAt(0) != 'I';
		return initial || word.equals("St.") || word.equals("Dr.") || TITLES.containsKey(word) || OPEN.containsKey(word)
				|| word.equals("p.") || word.equals("pp.") || (word.endsWith(".")
						&& MONTHS.contains(word.substring(0, word.length() - 1).toLowerCase(Locale.ROOT)));
	}

	/** Whether a name is expected after it. */
	static boolean isTitle(String word) {
		return TITLES.containsKey(word) || OPEN.containsKey(word) || word.equals("St") || word.equals("Dr");
	}

	/** Whether its point ends a sentence only before a capital. */
	static boolean endsBeforeCapital(String word) {
		return LAST.containsKey(word) || word.matches("(?:\\p{L}\\.){2,}");
	}

	/** Whether its point ends a sentence only when no number follows. */
	static boolean countsOn(String word) {
		return NUMBERED.containsKey(word);
	}

	private static Rule listed(Map<String, String> said, String before) {
		return Rule.of(NO_WORD + any(said) + before, (match) -> said.get(match.group()));
	}

	private static String any(Map<String, String> words) {
		return words.keySet()
			.stream()
			.sorted(Comparator.comparingInt(String::length).reversed().thenComparing((word) -> word))
			.map(Pattern::quote)
			.collect(Collectors.joining("|", "(?:", ")"));
	}

	/** After a name it is a street, before one a person. */
	private static String streetOrName(MatchResult match, String text) {
		boolean street = match.group(1).equals("St");
		String before = Context.wordBefore(match.start(), text);
		boolean named = before.isEmpty() ? Context.digitBefore(match.start(), text)
				: Character.isUpperCase(before.codePointAt(0)) && !before.equals("Mount");
		boolean capital = text.startsWith(" ", match.end()) && match.end() + 1 < text.length()
				&& Character.isUpperCase(text.codePointAt(match.end() + 1));
		boolean person = capital && !named;
		if (person) {
			return street ? "Saint" : "Doctor";
		}
		String place = street ? "Street" : "Drive";
		return ((named || street) ? place : "Doctor") + (Context.sentenceEnds(match.end(), text) ? "." : "");
	}

	private static @Nullable String unpointed(MatchResult match, String text) {
		String before = Context.wordBefore(match.start(), text);
		if (before.isEmpty() || !Character.isUpperCase(before.codePointAt(0))) {
			return null;
		}
		return match.group(1).equals("St") ? "Street" : "Drive";
	}

}
