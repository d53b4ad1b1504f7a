package io.trunkline.speech.cartesia;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpeechException;
import io.trunkline.speech.cartesia.Dialect.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link TurnsDialect}. */
class TurnsDialectTests {

	private final TurnsDialect dialect = new TurnsDialect();

	@Test
	void aTurnIsToldFromStartToEnd() {
		assertThat(hear(new TurnsEvent.TurnStart(), new TurnsEvent.TurnUpdate("I want"),
				new TurnsEvent.TurnEagerEnd("I want to move"), new TurnsEvent.TurnResume(),
				new TurnsEvent.TurnUpdate("I want to move it"), new TurnsEvent.TurnEagerEnd("I want to move it."),
				new TurnsEvent.TurnEnd("I want to move it.")))
			.containsExactly(new Hearing.TurnStarted(), new Hearing.TurnUpdated("I want"),
					new Hearing.TurnEagerlyEnded("I want to move"), new Hearing.TurnResumed(),
					new Hearing.TurnUpdated("I want to move it"), new Hearing.TurnEagerlyEnded("I want to move it."),
					new Hearing.TurnEnded("I want to move it."));
	}

	@Test
	void whatComesOutsideATurnIsPassedOver() {
		assertThat(hear(new TurnsEvent.TurnUpdate("a"), new TurnsEvent.TurnEagerEnd("a"), new TurnsEvent.TurnResume(),
				new TurnsEvent.TurnEnd("a"), new TurnsEvent.Unrecognised("turn.sideways")))
			.isEmpty();
	}

	@Test
	void aSecondStartAndAResumeWithoutEagerEndArePassedOver() {
		assertThat(hear(new TurnsEvent.TurnStart(), new TurnsEvent.TurnStart(), new TurnsEvent.TurnResume()))
			.containsExactly(new Hearing.TurnStarted());
	}

	@Test
	void aSecondEagerEndTakesTheFirstBackUnlessItSaysTheSame() {
		assertThat(hear(new TurnsEvent.TurnStart(), new TurnsEvent.TurnEagerEnd("one"),
				new TurnsEvent.TurnEagerEnd("one"), new TurnsEvent.TurnEagerEnd("one two")))
			.containsExactly(new Hearing.TurnStarted(), new Hearing.TurnEagerlyEnded("one"), new Hearing.TurnResumed(),
					new Hearing.TurnEagerlyEnded("one two"));
	}

	@Test
	void anEmptyTurnEndsEmpty() {
		assertThat(hear(new TurnsEvent.TurnStart(), new TurnsEvent.TurnEnd("")))
			.containsExactly(new Hearing.TurnStarted(), new Hearing.TurnEnded(""));
	}

	@Test
	void anOpenTurnEndsWithTheConnection() {
		hear(new TurnsEvent.TurnStart(), new TurnsEvent.TurnUpdate("so far"));
		assertThat(this.dialect.turnOpen()).isTrue();
		assertThat(this.dialect.over()).containsExactly(new Step.Tell(new Hearing.TurnEnded("so far")));
		assertThat(this.dialect.over()).isEmpty();
	}

	@Test
	void errorsFail() {
		List<Step> steps = this.dialect
			.received(new TurnsEvent.Failed(new CartesiaErrors.Refusal(429, "concurrency_limited", "Busy", "r")));
		assertThat(steps).singleElement()
			.isInstanceOfSatisfying(Step.Fail.class,
					(fail) -> assertThat(fail.why().kind()).isEqualTo(SpeechException.Kind.BUSY));
	}

	/** The port's promise, whatever order the provider thinks of. */
	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 5, 8, 13, 21, 34, 55, 89 })
	void turnsAlwaysNestProperly(long seed) {
		Random random = new Random(seed);
		boolean open = false;
		boolean eager = false;
		for (int i = 0; i < 5000; i++) {
			for (Hearing hearing : hear(any(random))) {
				String state = "seed %d, event %d, %s".formatted(seed, i, hearing);
				switch (hearing) {
					case Hearing.TurnStarted started -> assertThat(open).as(state).isFalse();
					case Hearing.TurnResumed resumed -> assertThat(open && eager).as(state).isTrue();
					case Hearing.TurnEagerlyEnded ended -> assertThat(open && !eager).as(state).isTrue();
					case Hearing.TurnUpdated updated -> assertThat(open).as(state).isTrue();
					case Hearing.TurnEnded ended -> assertThat(open).as(state).isTrue();
					case Hearing.Connected connected -> assertThat(true).isTrue();
				}
				open = !(hearing instanceof Hearing.TurnEnded);
				eager = hearing instanceof Hearing.TurnEagerlyEnded
						|| (eager && hearing instanceof Hearing.TurnUpdated);
			}
		}
	}

	private static TurnsEvent any(Random random) {
		String words = "words " + random.nextInt(3);
		return switch (random.nextInt(6)) {
			case 0 -> new TurnsEvent.TurnStart();
			case 1 -> new TurnsEvent.TurnUpdate(words);
			case 2 -> new TurnsEvent.TurnEagerEnd(words);
			case 3 -> new TurnsEvent.TurnResume();
			case 4 -> new TurnsEvent.TurnEnd(words);
			default -> new TurnsEvent.Unrecognised("x");
		};
	}

	private List<Hearing> hear(TurnsEvent... events) {
		List<Hearing> told = new ArrayList<>();
		for (TurnsEvent event : events) {
			for (Step step : this.dialect.received(event)) {
				if (step instanceof Step.Tell(var hearing)) {
					told.add(hearing);
				}
			}
		}
		return told;
	}

}
