package io.trunkline.sandbox.cartesia;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.trunkline.sandbox.cartesia.TurnDetector.Event;
import io.trunkline.sandbox.cartesia.TurnDetector.Event.EagerEnd;
import io.trunkline.sandbox.cartesia.TurnDetector.Event.End;
import io.trunkline.sandbox.cartesia.TurnDetector.Event.Resume;
import io.trunkline.sandbox.cartesia.TurnDetector.Event.Start;
import io.trunkline.sandbox.cartesia.TurnDetector.Event.Update;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TurnDetectorTests {

	private final TurnDetector detector = new TurnDetector(CartesiaOptions.Hearing.defaults(), TurnKnobs.DEFAULT);

	private final List<Event> events = new ArrayList<>();

	@Test
	void aTurnStartsUpdatesAndEnds() {
		voice(3);
		words("Hello");
		voice(5);
		words("there.");
		silence(30);
		assertThat(this.events).containsExactly(new Start(), new Update("Hello"), new Update("Hello there."),
				new EagerEnd("Hello there."), new End("Hello there."));
	}

	@Test
	void aClickStartsNothing() {
		voice(2);
		silence(100);
		assertThat(this.events).isEmpty();
	}

	@Test
	void noiseGivesAnEmptyTurn() {
		voice(10);
		silence(30);
		assertThat(this.events).containsExactly(new Start(), new End(""));
	}

	@Test
	void aPauseResumes() {
		voice(3);
		words("I");
		silence(15);
		voice(3);
		words("am.");
		silence(30);
		assertThat(this.events).containsExactly(new Start(), new Update("I"), new EagerEnd("I"), new Resume(),
				new Update("I am."), new EagerEnd("I am."), new End("I am."));
	}

	@Test
	void theNextTurnBeginsEmpty() {
		words("One.");
		silence(30);
		words("Two.");
		silence(30);
		assertThat(this.events).endsWith(new Start(), new Update("Two."), new EagerEnd("Two."), new End("Two."));
	}

	@Test
	void closingEndsAnOpenTurnOnly() {
		assertThat(this.detector.close()).isEmpty();
		words("Wait");
		assertThat(this.detector.close()).containsExactly(new End("Wait"));
		assertThat(this.detector.close()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0.4, 0.2, 5600, 15, 30", "0.5, 0.3, 5600, 8, 23", "0.3, 0.1, 5600, 23, 38",
			"0.3, 0.05, 640, 23, 32" })
	void knobsMoveTheEnds(double eagerEnd, double end, double timeout, int eagerFrames, int endFrames) {
		this.detector.turn(new TurnKnobs(0.8, eagerEnd, end, timeout));
		words("So");
		silence(eagerFrames - 1);
		assertThat(this.events).hasSize(2);
		silence(1);
		assertThat(this.events).endsWith(new EagerEnd("So"));
		silence(endFrames - eagerFrames - 1);
		assertThat(this.events).endsWith(new EagerEnd("So"));
		silence(1);
		assertThat(this.events).endsWith(new End("So"));
	}

	@RepeatedTest(100)
	void anySoundKeepsTheGrammar(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		for (int i = 0; i < 200; i++) {
			switch (random.nextInt(3)) {
				case 0 -> voice(random.nextInt(10));
				case 1 -> silence(random.nextInt(40));
				default -> words("w" + i);
			}
		}
		this.events.addAll(this.detector.close());
		String letters = this.events.stream().map(TurnDetectorTests::letter).reduce("", String::concat);
		assertThat(letters).as("seed %d", repetition.getCurrentRepetition()).matches("(S(U|GR)*G?E)*");
	}

	private static String letter(Event event) {
		return switch (event) {
			case Start() -> "S";
			case Update(var _) -> "U";
			case EagerEnd(var _) -> "G";
			case Resume() -> "R";
			case End(var _) -> "E";
		};
	}

	private void voice(int frames) {
		for (int i = 0; i < frames; i++) {
			this.events.addAll(this.detector.frame(true, List.of()));
		}
	}

	private void words(String... words) {
		this.events.addAll(this.detector.frame(true, List.of(words)));
	}

	private void silence(int frames) {
		for (int i = 0; i < frames; i++) {
			this.events.addAll(this.detector.frame(false, List.of()));
		}
	}

}
