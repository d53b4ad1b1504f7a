package io.trunkline.engine.cascade;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a growing text into pieces that a synthesiser can speak at once: the first piece
 * ends at the first clause mark after twelve characters, so that sound comes early; later
 * ones are whole sentences, so that they sound right. A mark counts only when a blank
 * follows: it is not one in "3.5", "10:30" or "a.b@example.com". Pieces joined verbatim
 * give the text back.
 */
final class Clauses {

	private static final int FIRST_PIECE = 12;

	private static final String CLAUSE_MARKS = ",;:.?!";

	private static final String SENTENCE_MARKS = ".?!";

	private final StringBuilder held = new StringBuilder();

	private boolean first = true;

	/** Adds text and takes out the pieces that are complete now. */
	List<String> add(String text) {
		this.held.append(text);
		List<String> pieces = new ArrayList<>(1);
		for (int end = pieceEnd(); end > 0; end = pieceEnd()) {
			pieces.add(this.held.substring(0, end));
			this.held.delete(0, end);
			this.first = false;
		}
		return pieces;
	}

	/** Takes out what is left; empty when nothing is. */
	List<String> rest() {
		String rest = this.held.toString();
		this.held.setLength(0);
		return rest.isBlank() ? List.of() : List.of(rest);
	}

	/**
	 * Where the first complete piece ends, its blank included; 0 when none is complete.
	 */
	private int pieceEnd() {
		String marks = this.first ? CLAUSE_MARKS : SENTENCE_MARKS;
		int shortest = this.first ? FIRST_PIECE : 2;
		for (int at = shortest - 1; at < this.held.length() - 1; at++) {
			if (marks.indexOf(this.held.charAt(at)) >= 0 && Character.isWhitespace(this.held.charAt(at + 1))) {
				return at + 2;
			}
		}
		return 0;
	}

}
