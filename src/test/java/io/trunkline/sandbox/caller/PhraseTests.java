package io.trunkline.sandbox.caller;

import java.util.List;

import io.trunkline.sandbox.caller.Phrase.Match;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PhraseTests {

	private static final List<String> HEARD = List.of("We", "are", "open.", "Yes,", "we", "are", "open", "on",
			"Sunday.");

	@Test
	void caseAndPunctuationDoNotCount() {
		assertThat(Phrase.of("WE ARE OPEN!").in(HEARD, 0)).contains(new Match(0, 2));
		assertThat(Phrase.of("open, yes").in(HEARD, 0)).contains(new Match(2, 3));
	}

	@Test
	void wordsBeforeTheStartAreNotLookedAt() {
		assertThat(Phrase.of("we are open").in(HEARD, 1)).contains(new Match(4, 6));
		assertThat(Phrase.of("yes").in(HEARD, 4)).isEmpty();
	}

	@Test
	void ellipsisStandsForAnyNumberOfWords() {
		assertThat(Phrase.of("we are … Sunday").in(HEARD, 0)).contains(new Match(0, 8));
		assertThat(Phrase.of("open ... open").in(HEARD, 0)).contains(new Match(2, 6));
		assertThat(Phrase.of("Sunday … open").in(HEARD, 0)).isEmpty();
	}

	@Test
	void ellipsisAloneStandsForAnyWord() {
		assertThat(Phrase.of("…").in(HEARD, 8)).contains(new Match(8, 8));
		assertThat(Phrase.of("…").in(HEARD, 9)).isEmpty();
	}

	@Test
	void partsOfWordsAreNotWords() {
		assertThat(Phrase.of("pen").in(HEARD, 0)).isEmpty();
		assertThat(Phrase.of("on Sunday morning").in(HEARD, 0)).isEmpty();
	}

}
