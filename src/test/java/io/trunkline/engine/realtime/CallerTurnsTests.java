package io.trunkline.engine.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.trunkline.speech.Hearing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallerTurnsTests {

	private final CallerTurns turns = new CallerTurns();

	@Test
	void turnEndsWhenItsWordsAreWrittenDown() {
		assertThat(this.turns.started("a")).containsExactly(new Hearing.TurnStarted());
		assertThat(this.turns.delta("a", "What ")).containsExactly(new Hearing.TurnUpdated("What"));
		assertThat(this.turns.delta("a", "time?")).containsExactly(new Hearing.TurnUpdated("What time?"));
		assertThat(this.turns.stopped("a")).isEmpty();
		assertThat(this.turns.waits()).isTrue();
		assertThat(this.turns.completed("a", "What time is it?"))
			.containsExactly(new Hearing.TurnEnded("What time is it?"));
		assertThat(this.turns.isOpen()).isFalse();
	}

	@Test
	void wordsThatComeWhileTheCallerStillSpeaksEndNothing() {
		this.turns.started("a");
		assertThat(this.turns.completed("a", "Well.")).containsExactly(new Hearing.TurnUpdated("Well."));
		assertThat(this.turns.stopped("a")).containsExactly(new Hearing.TurnEnded("Well."));
	}

	@Test
	void speakingOnBeforeTheWordsHaveComeIsTheSameTurn() {
		this.turns.started("a");
		this.turns.stopped("a");
		assertThat(this.turns.started("b")).isEmpty();
		assertThat(this.turns.completed("a", "I would like")).containsExactly(new Hearing.TurnUpdated("I would like"));
		this.turns.stopped("b");
		assertThat(this.turns.completed("b", "a table."))
			.containsExactly(new Hearing.TurnEnded("I would like a table."));
	}

	@Test
	void noiseHasNoWords() {
		this.turns.started("a");
		this.turns.stopped("a");
		assertThat(this.turns.completed("a", " ")).containsExactly(new Hearing.TurnEnded(""));
	}

	@Test
	void wordsThatDoNotComeAreReplacedByASignThatThereWereSome() {
		this.turns.started("a");
		this.turns.stopped("a");
		assertThat(this.turns.late()).containsExactly(new Hearing.TurnEnded(CallerTurns.UNWRITTEN));
		assertThat(this.turns.completed("a", "Too late.")).isEmpty();
	}

	@Test
	void whatIsLateKeepsTheWordsThatHaveCome() {
		this.turns.started("a");
		this.turns.delta("a", "Half a");
		this.turns.stopped("a");
		assertThat(this.turns.late()).containsExactly(new Hearing.TurnEnded("Half a"));
	}

	@Test
	void failedTranscriptionEndsTheTurnAtOnce() {
		this.turns.started("a");
		this.turns.stopped("a");
		assertThat(this.turns.failed("a")).containsExactly(new Hearing.TurnEnded(CallerTurns.UNWRITTEN));
	}

	@Test
	void nothingIsLateWhileTheCallerSpeaks() {
		this.turns.started("a");
		assertThat(this.turns.late()).isEmpty();
	}

	@Test
	void lostConnectionEndsTheTurnWithWhatIsKnown() {
		this.turns.started("a");
		this.turns.delta("a", "I need");
		assertThat(this.turns.close()).containsExactly(new Hearing.TurnEnded("I need"));
		assertThat(this.turns.close()).isEmpty();
	}

	@Test
	void startsAndEndsAlternateWhateverTheOrderOfEvents() {
		for (int seed = 0; seed < 500; seed++) {
			Random random = new Random(seed);
			CallerTurns any = new CallerTurns();
			List<Hearing> all = new ArrayList<>();
			for (int step = 0; step < 40; step++) {
				String item = "i" + random.nextInt(4);
				all.addAll(switch (random.nextInt(7)) {
					case 0, 1 -> any.started(item);
					case 2 -> any.stopped(item);
					case 3 -> any.delta(item, "w ");
					case 4 -> any.completed(item, random.nextBoolean() ? "words" : "");
					case 5 -> any.failed(item);
					default -> any.late();
				});
			}
			all.addAll(any.close());
			boolean open = false;
			for (Hearing hearing : all) {
				boolean starts = hearing instanceof Hearing.TurnStarted;
				assertThat(open).as("seed %d: %s", seed, all).isEqualTo(!starts);
				open = !(hearing instanceof Hearing.TurnEnded);
			}
			assertThat(open).as("seed %d", seed).isFalse();
		}
	}

}
