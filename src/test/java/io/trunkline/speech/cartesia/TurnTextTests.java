package io.trunkline.speech.cartesia;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TurnTextTests {

	private final TurnText text = new TurnText();

	@BeforeEach
	void begin() {
		this.text.begin();
	}

	@Test
	void whatWasToldStandsUntilTheNewConnectionHasCaughtUp() {
		this.text.update("I want to go");
		this.text.reconnecting(true);
		assertThat(this.text.update("I want")).isNull();
		assertThat(this.text.told()).isEqualTo("I want to go");
		assertThat(this.text.update("I want to move it")).isEqualTo("I want to move it");
		assertThat(this.text.whole("I want to move it.")).isEqualTo("I want to move it.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			one two three four       | three four five            | one two three four five
			one two three four       | Three, four. Five          | one two three four. Five
			one two three four       | ree four five              | one two three four five
			one two three four       | four                       | one two three four
			one two three four       | five six                   | one two three four five six
			go on and on and on      | and on and on and off      | go on and on and on and off
			one two three four five  | two tree four five six     | one two tree four five six
			""")
	void aBeheadedTurnIsJoinedWhereWordsAgree(String before, String after, String whole) {
		this.text.update(before);
		this.text.reconnecting(false);
		assertThat(this.text.whole(after)).isEqualTo(whole);
	}

	@Test
	void aConnectionThatHeardNothingTakesNothingBack() {
		this.text.update("Yes");
		this.text.reconnecting(true);
		assertThat(this.text.whole("")).isEqualTo("Yes");
	}

}
