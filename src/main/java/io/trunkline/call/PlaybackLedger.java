package io.trunkline.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.speech.SpokenWord;

/**
 * The one truth of what was heard of an agent turn: its text, where its words stand in
 * its audio, and how much of that audio has left the carrier. The rest of the system asks
 * here.
 */
final class PlaybackLedger {

	private final int turn;

	private final StringBuilder written = new StringBuilder();

	private final List<SpokenWord> words = new ArrayList<>();

	/** Where the current round began in the turn's audio. */
	private Duration roundStart = Duration.ZERO;

	/** Length of all audio of this turn, played or not. */
	private Duration sound = Duration.ZERO;

	PlaybackLedger(int turn) {
		this.turn = turn;
	}

	int turn() {
		return this.turn;
	}

	/** Another answer of the model follows; its word times count from here. */
	void nextRound() {
		this.roundStart = this.sound;
	}

	void write(String text) {
		this.written.append(text);
	}

	void place(List<SpokenWord> placed) {
		placed.forEach((word) -> this.words
			.add(new SpokenWord(word.text(), this.roundStart.plus(word.start()), this.roundStart.plus(word.end()))));
	}

	void add(Duration length) {
		this.sound = this.sound.plus(length);
	}

	String written() {
		return this.written.toString();
	}

	boolean silent() {
		return this.sound.isZero();
	}

	/** The current round has brought no sound. */
	boolean roundSilent() {
		return this.sound.equals(this.roundStart);
	}

	/**
	 * The part of the text that was heard when the audio had been played up to a
	 * position: all words that had ended by then. Where the synthesiser gave no times,
	 * the text is cut at the word boundary nearest to the same share of the audio.
	 */
	String heardAt(Duration position) {
		if (position.compareTo(this.sound) >= 0 && !silent()) {
			return this.written.toString();
		}
		return this.words.isEmpty() ? share(position) : this.written.substring(0, endOfWordsBefore(position));
	}

	/** Synthesisers may drop or change a word; such a word moves the end no further. */
	private int endOfWordsBefore(Duration position) {
		int end = 0;
		for (SpokenWord word : this.words) {
			if (word.end().compareTo(position) > 0) {
				break;
			}
			int at = this.written.indexOf(word.text(), end);
			end = (at < 0) ? end : at + word.text().length();
		}
		return end;
	}

	private String share(Duration position) {
		if (silent()) {
			return "";
		}
		int share = (int) (this.written.length() * position.toMillis() / this.sound.toMillis());
		int blank = this.written.lastIndexOf(" ", share);
		return this.written.substring(0, Math.max(blank, 0));
	}

}
