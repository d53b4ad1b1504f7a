package io.trunkline.speech.text;

import java.util.Locale;
import java.util.Set;

/** What stands around a place in a text. */
final class Context {

	/** Words after which digits are read one by one. */
	static final Set<String> CODES = Set.of("code", "number", "account", "order", "zip", "id", "pin", "reference",
			"ticket", "extension", "ext", "ext.", "room", "case", "invoice", "confirmation", "tracking", "booking",
			"flight", "member", "policy", "serial", "passcode", "password", "no.");

	private Context() {
	}

	/** The word that ends before a place, a single blank between them; or nothing. */
	static String wordBefore(int place, String text) {
		int end = place;
		while (end > 0 && text.charAt(end - 1) == ' ') {
			end--;
		}
		int start = end;
		while (start > 0 && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
			start--;
		}
		return (end < place) ? text.substring(start, end) : "";
	}

	/**
	 * Whether digits at a place identify something, as in "order #123", "your PIN is
	 * 1234".
	 */
	static boolean codeAt(int place, String text) {
		if (place > 0 && text.charAt(place - 1) == '#') {
			return true;
		}
		String before = wordBefore(place, text).toLowerCase(Locale.ROOT);
		if (before.equals("is")) {
			int blank = text.lastIndexOf(' ', place - 2);
			before = (blank > 0) ? wordBefore(blank + 1, text).toLowerCase(Locale.ROOT) : "";
		}
		return CODES.contains(before);
	}

	/** Whether a sentence seems to end at a place, where a point belonged to the word. */
	static boolean sentenceEnds(int place, String text) {
		int at = place;
		while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
			at++;
		}
		return at == text.length() || text.substring(place, at).indexOf('\n') >= 0
				|| (at > place && Character.isUpperCase(text.codePointAt(at)));
	}

	/** Whether a number and one blank stand right before a place. */
	static boolean digitBefore(int place, String text) {
		return place > 1 && text.charAt(place - 1) == ' ' && Character.isDigit(text.charAt(place - 2));
	}

	static boolean letterBefore(int place, String text) {
		return place > 0 && Character.isLetter(text.codePointBefore(place));
	}

	static boolean letterAt(int place, String text) {
		return place < text.length() && Character.isLetter(text.codePointAt(place));
	}

}
