package io.trunkline.sandbox.cartesia;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns words into transcripts as the manual socket gives them: final texts are deltas to
 * be joined verbatim, and some of them end inside a word.
 */
final class Dictation {

	private static final int ENOUGH = 20;

	private static final int PAUSE_MILLIS = 300;

	private final StringBuilder pending = new StringBuilder();

	private boolean begun;

	private int silentMillis;

	/** Takes the next 20 ms and the words that became complete in them. */
	List<Transcript> frame(boolean voiced, List<String> words) {
		this.silentMillis = voiced ? 0 : this.silentMillis + TurnDetector.FRAME_MILLIS;
		if (words.isEmpty()) {
			return (this.silentMillis == PAUSE_MILLIS) ? settle() : List.of();
		}
		for (String word : words) {
			this.pending.append(this.begun ? " " : "").append(word);
			this.begun = true;
		}
		List<Transcript> transcripts = new ArrayList<>();
		transcripts.add(new Transcript(this.pending.toString(), false));
		if (this.pending.length() >= ENOUGH) {
			transcripts.add(cut(this.pending.length() - 2));
		}
		return transcripts;
	}

	/** Makes final what is pending. */
	List<Transcript> settle() {
		return this.pending.isEmpty() ? List.of() : List.of(cut(this.pending.length()));
	}

	private Transcript cut(int length) {
		Transcript settled = new Transcript(this.pending.substring(0, length), true);
		this.pending.delete(0, length);
		return settled;
	}

	/** Text since the last final one. */
	record Transcript(String text, boolean isFinal) {
	}

}
