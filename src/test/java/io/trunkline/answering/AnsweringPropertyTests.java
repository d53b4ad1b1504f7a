package io.trunkline.answering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.trunkline.answering.AnsweringState.Stage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold whatever is heard, in whatever order. */
class AnsweringPropertyTests {

	private static final int SEEDS = 50_000;

	private static final List<String> WORDS = List.of("", "Hello?", "Hi", "Who is calling?", "One moment.",
			"I am not available.", "Leave a message after the tone.", "Yes, that is me.");

	@Test
	void everyCallIsDecidedInTimeAndNoMachineIsTalkedTo() {
		for (long seed = 0; seed < SEEDS; seed++) {
			new Run(seed).play();
		}
	}

	/** One random answer. */
	private static final class Run {

		private final long seed;

		private final Random random;

		private final AnsweringRules rules;

		private final Answering answering;

		private final Map<Deadline, Long> waits = new EnumMap<>(Deadline.class);

		private final List<AnsweringEvent> events = new ArrayList<>();

		private AnsweringState state = AnsweringState.INITIAL;

		private boolean talks;

		private boolean leaves;

		private long now;

		Run(long seed) {
			this.seed = seed;
			this.random = new Random(seed);
			this.rules = new AnsweringRules(Duration.ofSeconds(4), this.random.nextBoolean(),
					this.random.nextBoolean());
			this.answering = new Answering(this.rules);
		}

		void play() {
			if (this.random.nextInt(4) == 0) {
				take(new AnsweringEvent.Verdict(any(Answerer.values())));
			}
			take(new AnsweringEvent.Opened());
			int left = this.random.nextInt(14);
			while (left > 0 || !this.waits.isEmpty()) {
				long next = this.now + this.random.nextInt(3000);
				Map.Entry<Deadline, Long> due = this.waits.entrySet()
					.stream()
					.min(Map.Entry.comparingByValue())
					.orElse(null);
				if (due != null && (left == 0 || due.getValue() <= next)) {
					this.now = due.getValue();
					this.waits.remove(due.getKey());
					take(new AnsweringEvent.Expired(due.getKey()));
				}
				else {
					left--;
					this.now = next;
					take(event());
				}
			}
			assertThat(this.state.stage()).as(this::story).isIn(Stage.TALKING, Stage.MESSAGE, Stage.DONE);
			assertThat(this.now).as(this::story).isLessThan(14 * 3000 + 2 * Answering.LIMIT.toMillis());
		}

		private void take(AnsweringEvent event) {
			this.events.add(event);
			AnsweringState before = this.state;
			Answering.Step step = this.answering.step(before, event);
			this.state = step.state();
			step.effects().forEach(this::check);
			boolean waiting = this.state.stage() == Stage.UNDECIDED || this.state.stage() == Stage.MACHINE;
			assertThat(this.waits.containsKey(Deadline.LIMIT)).as(this::story).isEqualTo(waiting);
			if (before.stage() == Stage.DONE || before.stage() == Stage.MESSAGE) {
				assertThat(this.state.stage()).as(this::story).isEqualTo(before.stage());
			}
		}

		private void check(AnsweringEffect effect) {
			assertThat(this.state.stage() == Stage.DONE && this.leaves).as(this::story).isFalse();
			switch (effect) {
				case AnsweringEffect.Begin _ -> {
					assertThat(this.talks || this.leaves).as(this::story).isFalse();
					this.talks = true;
				}
				case AnsweringEffect.Hush() -> {
					assertThat(this.talks).as(this::story).isTrue();
					this.talks = false;
				}
				case AnsweringEffect.LeaveMessage() -> {
					assertThat(this.rules.message()).as(this::story).isTrue();
					this.leaves = true;
					this.talks = false;
				}
				case AnsweringEffect.Introduce() ->
					assertThat(this.rules.screening() && !this.talks).as(this::story).isTrue();
				case AnsweringEffect.HangUp _ -> this.leaves = true;
				case AnsweringEffect.Start(Deadline deadline, Duration time) ->
					this.waits.put(deadline, this.now + time.toMillis());
				case AnsweringEffect.Stop(Deadline deadline) -> this.waits.remove(deadline);
				case AnsweringEffect.Recognised _ -> {
				}
			}
		}

		private AnsweringEvent event() {
			return switch (this.random.nextInt(12)) {
				case 0 -> new AnsweringEvent.Beep();
				case 1 -> new AnsweringEvent.KeyPressed();
				case 2, 3 -> new AnsweringEvent.Verdict(any(Answerer.values()));
				case 4, 5, 6 -> new AnsweringEvent.SpeechStarted();
				case 7, 8 -> new AnsweringEvent.SpeechUpdated(any(WORDS.toArray(String[]::new)));
				default -> new AnsweringEvent.SpeechEnded(any(WORDS.toArray(String[]::new)));
			};
		}

		@SafeVarargs
		private final <T> T any(T... choices) {
			return choices[this.random.nextInt(choices.length)];
		}

		private String story() {
			return "seed " + this.seed + ": " + this.events;
		}

	}

}
