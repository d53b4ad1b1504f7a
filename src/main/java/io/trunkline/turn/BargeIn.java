package io.trunkline.turn;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What it takes to interrupt the agent. Words are compared without case and punctuation;
 * entries of the lists may be phrases of several words.
 */
public final class BargeIn {

	private final List<List<String>> acknowledgements;

	private final List<List<String>> farewells;

	private final List<List<String>> stopWords;

	private final List<List<String>> fillers;

	private final int minimumWords;

	private final Duration window;

	/**
	 * @param acknowledgements what a listener says without wanting the floor
	 * @param farewells what a caller says to a goodbye without wanting the floor
	 * @param stopWords what interrupts at once
	 * @param fillers what says nothing, neither here nor when words are compared
	 * @param minimumWords so many other words are an interruption
	 * @param window how long the agent stays silent for a decision, at most a second
	 */
	public BargeIn(Collection<String> acknowledgements, Collection<String> farewells, Collection<String> stopWords,
			Collection<String> fillers, int minimumWords, Duration window) {
		this.farewells = Words.phrases(farewells);
		this.acknowledgements = Words.phrases(acknowledgements);
		this.stopWords = Words.phrases(stopWords);
		this.fillers = Words.phrases(fillers);
		this.minimumWords = minimumWords;
		this.window = window;
	}

	Duration window() {
		return this.window;
	}

	/** What it means that this was said over the agent's audible words. */
	Verdict overSpeech(String said) {
		return judge(Words.of(said), this.minimumWords);
	}

	/** What it means that this was said over the agent's goodbye. */
	Verdict overGoodbye(String said) {
		return judge(Words.without(Words.of(said), this.farewells), this.minimumWords);
	}

	/** What it means that this was said while the agent owed its first sound. */
	Verdict overSilence(String said) {
		return judge(Words.of(said), 1);
	}

	/** Whether two transcripts say the same; fillers do not count. */
	boolean same(String one, String other) {
		return content(one).equals(content(other));
	}

	/**
	 * What a transcript says beyond an earlier one of the same turn: all of it if the
	 * earlier one turned out to be wrong.
	 */
	String beyond(String said, String earlier) {
		List<String> known = content(earlier);
		List<String> words = Words.written(said);
		int met = 0;
		int at = 0;
		for (; at < words.size() && met < known.size(); at++) {
			List<String> word = content(words.get(at));
			if (!word.isEmpty() && !word.getFirst().equals(known.get(met++))) {
				return said;
			}
		}
		return (met < known.size()) ? said : String.join(" ", words.subList(at, words.size()));
	}

	/** Whether there is any word in it but fillers. */
	boolean saysAnything(String said) {
		return !content(said).isEmpty();
	}

	private Verdict judge(List<String> words, int minimum) {
		for (int at = 0; at < words.size(); at++) {
			if (Words.phraseAt(words, at, this.stopWords) > 0) {
				return Verdict.INTERRUPTION;
			}
		}
		List<String> content = Words.without(Words.without(words, this.acknowledgements), this.fillers);
		if (content.isEmpty()) {
			return Verdict.NO_INTERRUPTION;
		}
		return (content.size() >= minimum) ? Verdict.INTERRUPTION : Verdict.UNDECIDED;
	}

	private List<String> content(String said) {
		return Words.without(Words.of(said), this.fillers);
	}

	/** What words over the agent amount to. */
	enum Verdict {

		/** Noise, or a listener's "mm-hm". */
		NO_INTERRUPTION,
		/** Words, but too few so far. */
		UNDECIDED,
		/** The caller wants the floor. */
		INTERRUPTION

	}

}
