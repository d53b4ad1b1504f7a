package io.trunkline.call.playback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.engine.Utterance.Written;
import io.trunkline.speech.SpokenWord;

/**
 * The one truth of what was heard of an agent turn: its text, where its words stand in
 * its audio, and how much of that audio has left the carrier. History, resumption, and
 * whoever else wants to know, ask here.
 */
public final class PlaybackLedger {

	private final int turn;

	private final List<Written> parts = new ArrayList<>();

	private final StringBuilder written = new StringBuilder();

	private final StringBuilder spoken = new StringBuilder();

	private final List<SpokenWord> words = new ArrayList<>();

	/** Where the current round began in the turn's audio. */
	private Duration roundStart = Duration.ZERO;

	/** Length of all audio of this turn, played or not. */
	private Duration sound = Duration.ZERO;

	/** All sound of the text has come. */
	private boolean whole;

	public PlaybackLedger(int turn) {
		this.turn = turn;
	}

	public int turn() {
		return this.turn;
	}

	/** Another answer of the model follows; its word times count from here. */
	public void nextRound() {
		this.roundStart = this.sound;
		this.whole = false;
	}

	public void write(Written part) {
		this.parts.add(part);
		this.written.append(part.text());
		this.spoken.append(part.spoken());
	}

	public void place(List<SpokenWord> placed) {
		placed.forEach((word) -> this.words
			.add(new SpokenWord(word.text(), this.roundStart.plus(word.start()), this.roundStart.plus(word.end()))));
	}

	public void add(Duration length) {
		this.sound = this.sound.plus(length);
	}

	/** All sound of the current round has come. */
	public void complete() {
		this.whole = true;
	}

	public String written() {
		return this.written.toString();
	}

	/** Where the current round began, counted from the turn's first sample. */
	public Duration roundStart() {
		return this.roundStart;
	}

	public boolean silent() {
		return this.sound.isZero();
	}

	/** The current round has brought no sound. */
	public boolean roundSilent() {
		return this.sound.equals(this.roundStart);
	}

	/**
	 * The part of the text that was heard when the audio had been played up to a
	 * position: all words that had ended by then. Where the synthesiser gave no times,
	 * the text is cut at the word boundary nearest to the same share of the audio.
	 */
	public String heardAt(Duration position) {
		if (this.whole && position.compareTo(this.sound) >= 0 && !silent()) {
			return written();
		}
		return writtenUpTo(this.words.isEmpty() ? share(position) : endOfWordsBefore(position));
	}

	/**
	 * Where to go on after a pause at a position: at the beginning of the word that was
	 * being spoken; at the position itself between words.
	 */
	public Duration wordStartAt(Duration position) {
		for (SpokenWord word : this.words) {
			if (word.end().compareTo(position) > 0) {
				return (word.start().compareTo(position) < 0) ? word.start() : position;
			}
		}
		return position;
	}

	/** Synthesisers may drop or change a word; such a word moves the end no further. */
	private int endOfWordsBefore(Duration position) {
		int end = 0;
		for (SpokenWord word : this.words) {
			if (word.end().compareTo(position) > 0) {
				break;
			}
			int at = this.spoken.indexOf(word.text(), end);
			end = (at < 0) ? end : at + word.text().length();
		}
		return end;
	}

	private int share(Duration position) {
		if (silent()) {
			return 0;
		}
		long most = Math.min(position.toMillis(), this.sound.toMillis());
		int share = (int) (this.spoken.length() * most / this.sound.toMillis());
		return Math.max(this.spoken.lastIndexOf(" ", share), 0);
	}

	/**
	 * What was written for the beginning of what was spoken. A part that is spoken in
	 * other words than it is written counts once its last word has been heard.
	 */
	private String writtenUpTo(int spokenEnd) {
		StringBuilder heard = new StringBuilder();
		int from = 0;
		for (Written part : this.parts) {
			int end = from + part.spoken().length();
			if (end <= spokenEnd || part.spoken().isBlank()) {
				heard.append(part.text());
			}
			else if (part.text().equals(part.spoken())) {
				return heard.append(part.text(), 0, Math.max(0, spokenEnd - from)).toString();
			}
			else {
				boolean lastWordHeard = part.spoken().substring(Math.max(0, spokenEnd - from)).isBlank();
				return lastWordHeard ? heard.append(part.text()).toString() : heard.toString();
			}
			from = end;
		}
		return heard.toString();
	}

}
