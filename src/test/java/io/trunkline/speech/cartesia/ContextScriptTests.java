package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.List;

import io.trunkline.speech.SpokenWord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContextScriptTests {

	private final ContextScript script = new ContextScript();

	@Test
	void wordsAreToldOnceTheirSoundHasCome() {
		this.script.add("One two.");
		this.script.time(List.of(word("One", 0, 400), word("two.", 400, 900)));
		assertThat(this.script.heard(Duration.ofMillis(399))).isEmpty();
		assertThat(this.script.heard(Duration.ofMillis(899))).containsExactly(word("One", 0, 400));
		assertThat(this.script.rest()).containsExactly(word("two.", 400, 900));
		assertThat(this.script.rest()).isEmpty();
	}

	@Test
	void aHalfWordIsSaidAgain() {
		this.script.add("One two three.");
		this.script.time(List.of(word("One", 0, 400), word("two", 400, 900)));
		this.script.heard(Duration.ofMillis(600));
		assertThat(this.script.unspoken(Duration.ofMillis(600))).isEqualTo(" two three.");
	}

	@Test
	void theSameWordIsNotTakenForALaterOne() {
		this.script.add("Go on and on, and on.");
		this.script.time(List.of(word("Go", 0, 1), word("on", 1, 2), word("and", 2, 3), word("on,", 3, 4)));
		this.script.heard(Duration.ofMillis(4));
		assertThat(this.script.unspoken(Duration.ofMillis(4))).isEqualTo(" and on.");
	}

	@Test
	void markupAndSignsBetweenWordsArePassed() {
		this.script.add("Call <spell>12</spell>, now.");
		this.script.time(List.of(word("Call", 0, 1), word("12", 1, 2), word("unheard-of", 2, 3)));
		this.script.heard(Duration.ofMillis(3));
		assertThat(this.script.unspoken(Duration.ofMillis(3))).isEqualTo(" now.");
	}

	@Test
	void withoutTimesTheNearestPieceIsGuessed() {
		this.script.add("A sentence of some length. ");
		this.script.add("Another one.");
		assertThat(this.script.unspoken(Duration.ZERO)).startsWith("A sentence");
		assertThat(this.script.unspoken(Duration.ofMillis(600))).startsWith("A sentence");
		assertThat(this.script.unspoken(Duration.ofMillis(1200))).isEqualTo("Another one.");
		assertThat(this.script.unspoken(Duration.ofMillis(2400))).isEmpty();
	}

	private static SpokenWord word(String text, int start, int end) {
		return new SpokenWord(text, Duration.ofMillis(start), Duration.ofMillis(end));
	}

}
