package io.trunkline.speech.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Where somebody can be reached: telephone numbers, e-mail and web addresses. */
final class Contacts {

	private static final String TOP = "com|org|net|edu|gov|mil|info|biz|io|ai|app|dev|co|us|uk|ca|de|eu|fr|me|tv|health";

	/** Said as words; the others are spelled. */
	private static final Set<String> SAID = Set.of("com", "org", "net", "gov", "mil", "info", "biz", "app", "dev", "co",
			"me", "health");

	private static final Pattern PIECES = Pattern.compile("\\d+|\\p{L}+|[^\\d\\p{L}]");

	private static final Pattern DIGITS = Pattern.compile("\\d+");

	static final List<Rule> RULES = List.of(
			Rule.of("(?<![\\p{L}\\p{N}@])(?:mailto:)?([\\p{L}\\p{N}][\\p{L}\\p{N}._%+-]{0,63}+@"
					+ "[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8})", (match) -> address(match.group(1))),
			Rule.of("(?i)(?<![\\p{L}\\p{N}@])(?:www\\.)([a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){0,8})" + Markup.PATH,
					(match) -> host(match.group(1))),
			Rule.of("(?i)(?<![\\p{L}\\p{N}@.-])((?:[a-z0-9][a-z0-9-]{0,62}+\\.){1,5}(?:" + TOP
					+ "))(?![\\p{L}\\p{N}@-]|\\.[\\p{L}\\p{N}])" + Markup.PATH, (match) -> host(match.group(1))),
			// +1 (555) 123-4567, +44 20 7946 0958, +15551234567
			Rule.of("(?<![\\p{L}\\p{N}])\\+\\d{1,3}[ .-]?\\(?\\d{1,4}\\)?(?:[ .-]?\\d{2,4}){1,5}(?!\\d)",
					Contacts::international),
			// 1-800-555-1234, (555) 123-4567, 555.123.4567
			Rule.of("(?<![\\p{L}\\p{N}$€£])(?:1[ .-])?(?:\\(\\d{3}\\)[ -]?|\\d{3}([ .-]))\\d{3}[ .-]\\d{4}(?![\\p{L}\\d])",
					(match) -> phone(groups(match.group()))),
			Rule.of("(?<![\\p{L}\\p{N}$€£])\\d{3}-\\d{4}(?![\\p{L}\\d-])", (match) -> phone(groups(match.group()))),
			// 5551234567
			Rule.of("(?<![\\p{L}\\p{N}$€£#.,-])1?[2-9]\\d{2}[2-9]\\d{6}(?![\\p{L}\\d%]|[.,]\\d)",
					(match) -> phone(american(match.group()))));

	private Contacts() {
	}

	/** "example.co.uk" as "example dot co dot U K". */
	static String host(String host) {
		List<String> labels = Arrays.asList(host.split("\\."));
		String last = labels.getLast();
		return labels.subList(0, labels.size() - 1).stream().map(Contacts::spelled).collect(Collectors.joining(" dot "))
				+ ((labels.size() > 1) ? " dot " : "") + (top(last) ? topLevel(last) : spelled(last));
	}

	private static boolean top(String label) {
		return label.matches("\\p{L}{2,}");
	}

	private static String topLevel(String label) {
		String lower = label.toLowerCase(Locale.ROOT);
		if (SAID.contains(lower) || label.length() > 3) {
			return lower;
		}
		return String.join(" ", label.toUpperCase(Locale.ROOT).split(""));
	}

	private static String address(String address) {
		int at = address.indexOf('@');
		return spelled(address.substring(0, at)) + " at " + host(address.substring(at + 1));
	}

	private static String spelled(String text) {
		List<String> words = new ArrayList<>();
		PIECES.matcher(text).results().map(MatchResult::group).forEach((piece) -> words.add(switch (piece) {
			case "." -> "dot";
			case "-" -> "dash";
			case "_" -> "underscore";
			case "+" -> "plus";
			case "%" -> "percent";
			default -> DIGITS.matcher(piece).matches() ? Numbers.digits(piece) : piece;
		}));
		return String.join(" ", words);
	}

	private static @Nullable String international(MatchResult match) {
		String written = match.group();
		long digits = written.chars().filter(Character::isDigit).count();
		if (digits < 7 || digits > 15) {
			return null;
		}
		List<String> groups = groups(written);
		if (groups.size() == 1) {
			groups = american(groups.getFirst());
		}
		return "plus " + phone(groups);
	}

	private static List<String> groups(String written) {
		return DIGITS.matcher(written).results().map(MatchResult::group).toList();
	}

	/** Country code, area, exchange, line; other countries in threes. */
	private static List<String> american(String digits) {
		int start = digits.length() - 10;
		if (start == 0 || (start == 1 && digits.startsWith("1"))) {
			List<String> groups = new ArrayList<>();
			if (start == 1) {
				groups.add("1");
			}
			groups.add(digits.substring(start, start + 3));
			groups.add(digits.substring(start + 3, start + 6));
			groups.add(digits.substring(start + 6));
			return groups;
		}
		return List.of(digits);
	}

	private static String phone(List<String> groups) {
		return groups.stream()
			.map((group) -> (group.length() > 4) ? Numbers.grouped(group) : Numbers.digits(group))
			.collect(Collectors.joining(", "));
	}

}
