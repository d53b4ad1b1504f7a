package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.trunkline.speech.SpokenWord;

/**
 * What a context was given to say, and how far its sound has come. Where words have times
 * these tell what is still to be said after a loss, to the word; where they have none, it
 * is guessed to the piece. Nothing else in the protocol tells it: a {@code flush_done}
 * says that a piece was taken, not that it was spoken.
 */
final class ContextScript {

	/** How long a character takes to say, in milliseconds, if nothing better is known. */
	private static final int PER_CHARACTER = 60;

	/** Between two words there are blanks and perhaps markup, but no whole sentence. */
	private static final int FARTHEST = 60;

	private final StringBuilder text = new StringBuilder();

	private final List<Integer> pieces = new ArrayList<>(List.of(0));

	private final Deque<SpokenWord> coming = new ArrayDeque<>();

	private boolean timed;

	/** Where in the text the last word ends whose sound has come. */
	private int spoken;

	void add(String piece) {
		this.text.append(piece);
		this.pieces.add(this.text.length());
	}

	/** Words with times from the context's first sample. */
	void time(List<SpokenWord> words) {
		this.timed |= !words.isEmpty();
		this.coming.addAll(words);
	}

	/** Words that have become whole with so much sound. */
	List<SpokenWord> heard(Duration sound) {
		List<SpokenWord> whole = new ArrayList<>();
		while (!this.coming.isEmpty() && this.coming.getFirst().end().compareTo(sound) <= 0) {
			SpokenWord word = this.coming.remove();
			pass(word.text());
			whole.add(word);
		}
		return whole;
	}

	/** All further words: there is no more sound to come. */
	List<SpokenWord> rest() {
		List<SpokenWord> rest = List.copyOf(this.coming);
		this.coming.clear();
		return rest;
	}

	/** What is to be said after a loss that so much sound escaped. */
	String unspoken(Duration sound) {
		return this.text.substring(this.timed ? this.spoken : nearestPiece(sound));
	}

	private void pass(String word) {
		int at = this.text.indexOf(word, this.spoken);
		if (at >= 0 && at - this.spoken <= FARTHEST) {
			int end = at + word.length();
			while (end < this.text.length() && !Character.isWhitespace(this.text.charAt(end))) {
				end++;
			}
			this.spoken = end;
		}
	}

	private int nearestPiece(Duration sound) {
		long guess = sound.toMillis() / PER_CHARACTER;
		int nearest = 0;
		for (int piece : this.pieces) {
			if (Math.abs(piece - guess) < Math.abs(nearest - guess)) {
				nearest = piece;
			}
		}
		return nearest;
	}

}
