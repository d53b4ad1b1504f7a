package io.trunkline.speech.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a growing text into pieces that a synthesiser can speak at once: the first piece
 * ends at the first clause mark after twelve characters, so that sound comes early, or,
 * when the writer is slow, at a word; later ones are whole sentences or lines, so that
 * they sound right. No piece ends inside of something that is said as a whole, nor where
 * the next word could change how its end is said. Pieces joined verbatim give the text
 * back; where they end does not depend on the portions in which the text came, unless it
 * was hurried. For one text and one thread at a time.
 */
public final class Clauses {

	private static final int FIRST_PIECE = 12;

	/** A bracket that is open for longer will not be closed. */
	private static final int LONGEST_LABEL = 300;

	private static final String CLAUSE_MARKS = ",;:.?!";

	private static final String SENTENCE_MARKS = ".?!";

	/** They end a sentence without a blank. */
	private static final String WIDE_MARKS = "。！？";

	private static final String CLOSERS = "\"')]}*_~`”’»";

	private static final Set<String> EXPECTANT = Set.of("the", "mount", "is", "usd", "eur", "gbp", "minus", "plus");

	private final StringBuilder held = new StringBuilder();

	private boolean first = true;

	private boolean hurried;

	/** The held text begins a line. */
	private boolean lineBegins = true;

	/** Adds text and takes out the pieces that are complete by that. */
	public List<String> add(String text) {
		this.held.append(text);
		List<String> pieces = new ArrayList<>(1);
		for (int end = pieceEnd(); end > 0; end = pieceEnd()) {
			pieces.add(take(end));
		}
		return pieces;
	}

	/**
	 * The first piece has waited for long enough: it may end at any word from here on.
	 * @return that piece, if there is a whole word of it
	 */
	public List<String> hurry() {
		this.hurried = true;
		return add("");
	}

	/** Takes out what is left; empty when nothing is. */
	public List<String> rest() {
		return this.held.isEmpty() ? List.of() : List.of(take(this.held.length()));
	}

	private String take(int end) {
		String piece = this.held.substring(0, end);
		this.held.delete(0, end);
		this.first = false;
		this.lineBegins = piece.endsWith("\n");
		return piece;
	}

	/** Where the first complete piece ends; 0 when none is complete. */
	private int pieceEnd() {
		for (int at = 0; at < this.held.length(); at++) {
			int end = endAt(at);
			if (end < 0) {
				break;
			}
			if (end > 0 && !isOpen(end)) {
				return end;
			}
		}
		return (this.first && this.hurried) ? wordEnd() : 0;
	}

	/**
	 * Where a piece ends whose last mark stands here, its blank included; 0 when none
	 * does, -1 when that depends on what comes next.
	 */
	private int endAt(int at) {
		char mark = this.held.charAt(at);
		if (this.first && at + 1 < FIRST_PIECE) {
			return 0;
		}
		if (mark == '\n' || WIDE_MARKS.indexOf(mark) >= 0) {
			return SpokenForm.isAudible(this.held.substring(0, at)) ? at + 1 : 0;
		}
		if ((this.first ? CLAUSE_MARKS : SENTENCE_MARKS).indexOf(mark) < 0) {
			return 0;
		}
		int blank = at + 1;
		while (blank < this.held.length() && closes(this.held.charAt(blank))) {
			blank++;
		}
		if (blank == this.held.length()) {
			return -1;
		}
		return Character.isWhitespace(this.held.charAt(blank)) ? judged(at, blank) : 0;
	}

	private static boolean closes(char character) {
		return CLOSERS.indexOf(character) >= 0 || CLAUSE_MARKS.indexOf(character) >= 0;
	}

	/** A mark with a blank after it; what it means depends on its word and the next. */
	private int judged(int at, int blank) {
		int end = blank + 1;
		if (!SpokenForm.isAudible(this.held.substring(0, at))) {
			return 0;
		}
		String word = word(at + 1);
		return switch (this.held.charAt(at)) {
			case '.' -> judgedPoint(word, at, end);
			case ',' -> hasDigit(word) || Calendar.isMonth(word.substring(0, word.length() - 1))
					? unless(Character.isDigit(next(end)), end) : end;
			default -> end;
		};
	}

	private int judgedPoint(String word, int at, int end) {
		if (Abbreviations.keepsOpen(word) || isListNumber(word, at)) {
			return 0;
		}
		if (Abbreviations.countsOn(word)) {
			return unless(Character.isDigit(next(end)), end);
		}
		if (Abbreviations.endsBeforeCapital(word)) {
			return unless(!Character.isUpperCase(next(end)), end);
		}
		return end;
	}

	/** An end, unless something holds of the next character, which must be there. */
	private int unless(boolean holds, int end) {
		if (next(end) == 0) {
			return -1;
		}
		return holds ? 0 : end;
	}

	/** The next character that is no blank; 0 when it has not come. */
	private char next(int from) {
		int at = from;
		while (at < this.held.length() && Character.isWhitespace(this.held.charAt(at))) {
			at++;
		}
		return (at < this.held.length()) ? this.held.charAt(at) : 0;
	}

	/** The word that ends here, its mark included. */
	private String word(int end) {
		int start = end;
		while (start > 0 && !Character.isWhitespace(this.held.charAt(start - 1))
				&& "([\"'*_“‘".indexOf(this.held.charAt(start - 1)) < 0) {
			start--;
		}
		return this.held.substring(start, end);
	}

	private boolean isListNumber(String word, int at) {
		int start = at + 1 - word.length();
		boolean line = (start == 0) ? this.lineBegins : this.held.charAt(start - 1) == '\n';
		return line && word.length() <= 4 && hasDigit(word);
	}

	/** A link or a tag is open here. */
	private boolean isOpen(int end) {
		int bracket = this.held.lastIndexOf("[", end - 1);
		int target = this.held.lastIndexOf("](", end - 1);
		int tag = this.held.lastIndexOf("<", end - 1);
		return opened(bracket, this.held.lastIndexOf("]", end - 1), end)
				|| opened(target, this.held.lastIndexOf(")", end - 1), end)
				|| (tag + 1 < end && beginsTag(this.held.charAt(tag + 1))
						&& opened(tag, this.held.lastIndexOf(">", end - 1), end));
	}

	private static boolean beginsTag(char character) {
		return Character.isLetter(character) || character == '/' || character == '!';
	}

	private boolean opened(int from, int closed, int end) {
		return from >= 0 && closed < from && end - from < LONGEST_LABEL && this.held.lastIndexOf("\n", end - 1) < from;
	}

	/** Where the last word ends after which anything may follow; 0 when there is none. */
	private int wordEnd() {
		for (int at = this.held.length() - 1; at > 0; at--) {
			if (Character.isWhitespace(this.held.charAt(at)) && !Character.isWhitespace(this.held.charAt(at - 1))
					&& isSelfContained(word(at)) && !isOpen(at + 1)) {
				return at + 1;
			}
		}
		return 0;
	}

	/**
	 * Numbers, abbreviations and what announces a number are said with their neighbours.
	 */
	private static boolean isSelfContained(String word) {
		String bare = word.replaceAll("[\\p{Punct}&&[^.@/<>=+&#$-]]+$", "").toLowerCase(Locale.ROOT);
		return SpokenForm.isAudible(bare) && bare.matches("[\\p{L}\\p{M}'’]+") && !Calendar.CUES.contains(bare)
				&& !Context.CODES.contains(bare) && !EXPECTANT.contains(bare) && !Calendar.isMonth(bare)
				&& !Abbreviations.isTitle(word);
	}

	private static boolean hasDigit(String word) {
		return word.chars().anyMatch(Character::isDigit);
	}

}
