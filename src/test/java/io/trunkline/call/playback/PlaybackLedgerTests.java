package io.trunkline.call.playback;

import java.time.Duration;
import java.util.List;

import io.trunkline.engine.Utterance.Written;
import io.trunkline.speech.SpokenWord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlaybackLedgerTests {

	private final PlaybackLedger ledger = new PlaybackLedger(1);

	@Test
	void wordCountsOnceItHasEnded() {
		speak("Hello there, caller.", 0, 300, 700, 1200);
		assertThat(heardAt(299)).isEmpty();
		assertThat(heardAt(300)).isEqualTo("Hello");
		assertThat(heardAt(1199)).isEqualTo("Hello there,");
		assertThat(heardAt(1200)).isEqualTo("Hello there, caller.");
	}

	@Test
	void wordSpokenOtherwiseThanWrittenDoesNotLoseItsPlace() {
		this.ledger.write(Written.verbatim("It costs 20 dollars today."));
		this.ledger.add(Duration.ofSeconds(2));
		this.ledger.place(List.of(word("It", 0, 200), word("costs", 200, 500), word("twenty", 500, 900),
				word("dollars", 900, 1400), word("today.", 1400, 2000)));
		assertThat(heardAt(900)).isEqualTo("It costs");
		assertThat(heardAt(1400)).isEqualTo("It costs 20 dollars");
	}

	@Test
	void withoutWordTimesTheTextIsCutAtItsShareOfTheSound() {
		this.ledger.write(Written.verbatim("one two three four five six"));
		this.ledger.add(Duration.ofSeconds(3));
		assertThat(heardAt(1500)).isEqualTo("one two three");
		assertThat(heardAt(0)).isEmpty();
		this.ledger.complete();
		assertThat(heardAt(3000)).isEqualTo("one two three four five six");
	}

	@Test
	void partThatIsSpokenInOtherWordsCountsOnceItsLastWordWasHeard() {
		this.ledger.write(Written.verbatim("It costs "));
		this.ledger.write(new Written("$20", "twenty dollars"));
		this.ledger.write(Written.verbatim(" today."));
		this.ledger.add(Duration.ofSeconds(2));
		this.ledger.place(List.of(word("It", 0, 200), word("costs", 200, 500), word("twenty", 500, 900),
				word("dollars", 900, 1400), word("today.", 1400, 2000)));
		assertThat(heardAt(900)).isEqualTo("It costs ");
		assertThat(heardAt(1400)).isEqualTo("It costs $20");
		assertThat(heardAt(2000)).isEqualTo("It costs $20 today.");
	}

	@Test
	void textWhoseSoundHasNotComeIsNotHeard() {
		speak("Hello there,", 0, 300, 700);
		this.ledger.write(Written.verbatim(" caller."));
		assertThat(heardAt(5000)).isEqualTo("Hello there,");
	}

	@Test
	void speechGoesOnAtTheWordThatWasCut() {
		speak("Hello there, caller.", 0, 300, 700, 1200);
		assertThat(this.ledger.wordStartAt(Duration.ofMillis(500))).isEqualTo(Duration.ofMillis(300));
		assertThat(this.ledger.wordStartAt(Duration.ofMillis(700))).isEqualTo(Duration.ofMillis(700));
		assertThat(this.ledger.wordStartAt(Duration.ofMillis(1300))).isEqualTo(Duration.ofMillis(1300));
	}

	@Test
	void nothingIsHeardOfASilentTurn() {
		this.ledger.write(Written.verbatim("Never spoken."));
		assertThat(heardAt(5000)).isEmpty();
		assertThat(this.ledger.silent()).isTrue();
	}

	private void speak(String text, int... bounds) {
		String[] words = text.split(" ");
		this.ledger.write(Written.verbatim(text));
		this.ledger.add(Duration.ofMillis(bounds[words.length]));
		for (int at = 0; at < words.length; at++) {
			this.ledger.place(List.of(word(words[at], bounds[at], bounds[at + 1])));
		}
	}

	private String heardAt(int millis) {
		return this.ledger.heardAt(Duration.ofMillis(millis));
	}

	private static SpokenWord word(String text, int start, int end) {
		return new SpokenWord(text, Duration.ofMillis(start), Duration.ofMillis(end));
	}

}
