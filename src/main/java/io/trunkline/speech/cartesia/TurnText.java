package io.trunkline.speech.cartesia;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The open turn's transcript as it was told, over all connections that heard the turn. A
 * new one begins from nothing: until it has caught up, what was told stands.
 */
final class TurnText {

	private static final Pattern BLANKS = Pattern.compile("\\s+");

	private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]");

	private String told = "";

	/** What was told when the connection was lost. */
	private String before = "";

	/** Whether the turn's beginning could not be heard again. */
	private boolean beheaded;

	void begin() {
		this.told = "";
		this.before = "";
		this.beheaded = false;
	}

	String told() {
		return this.told;
	}

	/** The connection is replaced, by one that hears all of the turn or only its end. */
	void reconnecting(boolean whole) {
		this.before = this.told;
		this.beheaded |= !whole;
	}

	/** What to tell of the words so far; nothing while more than that was told. */
	@Nullable String update(String words) {
		String whole = this.beheaded ? joined(words(this.before), words(words)) : words;
		if (whole == null || words(whole).size() < words(this.before).size()) {
			return null;
		}
		this.told = whole;
		return whole;
	}

	/** What to tell at the end of the turn. */
	String whole(String words) {
		if (words.isBlank()) {
			return this.before;
		}
		if (!this.beheaded) {
			return words;
		}
		String joined = joined(words(this.before), words(words));
		return (joined != null) ? joined : (this.before + " " + words).strip();
	}

	/**
	 * Lays the beginning of one over the end of the other where most words agree; nothing
	 * if they do nowhere.
	 */
	private static @Nullable String joined(List<String> before, List<String> after) {
		int best = before.size();
		int mostAlike = 0;
		for (int at = 0; at < before.size(); at++) {
			int both = Math.min(before.size() - at, after.size());
			int alike = 0;
			for (int i = 0; i < both; i++) {
				alike += bare(before.get(at + i)).equals(bare(after.get(i))) ? 1 : 0;
			}
			if (alike > 0 && 2 * alike >= both && alike >= mostAlike) {
				best = at;
				mostAlike = alike;
			}
		}
		if (mostAlike == 0) {
			return null;
		}
		List<String> joined = new ArrayList<>(before.subList(0, best));
		joined.addAll(after);
		// The new connection may have begun in the middle of this word.
		joined.set(best, before.get(best));
		return String.join(" ", joined);
	}

	private static String bare(String word) {
		return NEITHER_LETTER_NOR_DIGIT.matcher(word).replaceAll("").toLowerCase(Locale.ROOT);
	}

	private static List<String> words(String text) {
		return text.isBlank() ? List.of() : Arrays.asList(BLANKS.split(text.strip()));
	}

}
