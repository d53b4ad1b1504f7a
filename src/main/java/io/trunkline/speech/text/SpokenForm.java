package io.trunkline.speech.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Turns written text into what people say. Markup, emoji and addresses of links are never
 * said, in any language; numbers, dates, amounts, telephone numbers, addresses and
 * abbreviations become words in English. Immutable.
 */
public final class SpokenForm {

	/** Providers' front ends would take it for an address. */
	private static final Pattern SCHEME = Pattern.compile("http", Pattern.CASE_INSENSITIVE);

	private final List<Rule> rules;

	private SpokenForm(List<Rule> rules) {
		this.rules = rules;
	}

	/**
	 * @param language ISO 639-1, a region may follow; other languages than English keep
	 * their numbers and abbreviations as written
	 * @param pronunciations word to how it is said; whole words in any case
	 */
	public static SpokenForm of(String language, Map<String, String> pronunciations) {
		boolean english = language.toLowerCase(Locale.ROOT).matches("en([-_].*)?");
		List<Rule> rules = new ArrayList<>();
		Rule pronounced = pronounced(pronunciations);
		if (pronounced != null) {
			rules.add(pronounced);
		}
		rules.addAll(english ? English.RULES : Markup.rules((host) -> host));
		return new SpokenForm(List.copyOf(rules));
	}

	/** The text in parts; none for an empty text. Never fails. */
	public List<Part> of(String text) {
		List<Part> parts = new ArrayList<>();
		List<Matcher> readers = this.rules.stream().map((rule) -> rule.reader(text)).toList();
		int same = 0;
		int at = 0;
		while (at < text.length()) {
			Part part = match(at, readers, text);
			if (part == null) {
				at = endOfToken(at, text);
				continue;
			}
			verbatim(text.substring(same, at), parts);
			parts.add(new Part(part.text(), harmless(part.spoken())));
			at += part.text().length();
			same = at;
		}
		verbatim(text.substring(same), parts);
		return List.copyOf(parts);
	}

	/** What is said, in one piece. */
	public static String spoken(List<Part> parts) {
		return parts.stream().map(Part::spoken).collect(Collectors.joining());
	}

	/** Whether a voice would say anything at all. */
	public static boolean isAudible(String spoken) {
		return spoken.codePoints().anyMatch(Character::isLetterOrDigit);
	}

	private @Nullable Part match(int at, List<Matcher> readers, String text) {
		for (int rule = 0; rule < readers.size(); rule++) {
			Part part = this.rules.get(rule).at(at, readers.get(rule), text);
			if (part != null) {
				return part;
			}
		}
		return null;
	}

	private static void verbatim(String text, List<Part> parts) {
		if (!text.isEmpty()) {
			parts.add(new Part(text, harmless(text)));
		}
	}

	private static String harmless(String spoken) {
		return SCHEME.matcher(spoken).replaceAll("H T T P");
	}

	/** A word, a number or a run of blanks goes as a whole, anything else by itself. */
	private static int endOfToken(int at, String text) {
		int kind = kind(text.codePointAt(at));
		int end = at + Character.charCount(text.codePointAt(at));
		while (kind != 0 && end < text.length() && kind(text.codePointAt(end)) == kind) {
			end += Character.charCount(text.codePointAt(end));
		}
		return end;
	}

	private static int kind(int character) {
		if (character >= '0' && character <= '9') {
			return 1;
		}
		if (Character.isLetter(character) || Character.getType(character) == Character.NON_SPACING_MARK) {
			return 2;
		}
		return 0;
	}

	private static @Nullable Rule pronounced(Map<String, String> pronunciations) {
		Map<String, String> words = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		pronunciations.forEach((word, said) -> {
			if (!word.isBlank()) {
				words.put(word.strip(), said);
			}
		});
		if (words.isEmpty()) {
			return null;
		}
		String any = words.keySet()
			.stream()
			.sorted(Comparator.comparingInt(String::length).reversed())
			.map(Pattern::quote)
			.collect(Collectors.joining("|"));
		Pattern pattern = Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + any + ")(?![\\p{L}\\p{N}])",
				Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
		return new Rule(pattern, (match, _) -> words.get(match.group()));
	}

}
