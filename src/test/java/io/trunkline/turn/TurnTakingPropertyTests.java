package io.trunkline.turn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What must hold whatever comes, in whatever order. */
class TurnTakingPropertyTests {

	private static final int SEEDS = 20_000;

	private static final int EVENTS = 60;

	static LongStream seedBlocks() {
		return LongStream.range(0, 10);
	}

	@ParameterizedTest
	@MethodSource("seedBlocks")
	void holdsForAnyOrderOfEvents(long block) {
		for (long seed = block * SEEDS / 10; seed < (block + 1) * SEEDS / 10; seed++) {
			new Run(seed).play();
		}
	}

	/** One random conversation with its checks. */
	private static final class Run {

		private final TurnTaking turnTaking = new TurnTaking(Transcript.POLICY);

		private final long seed;

		private final Random random;

		private final List<TurnEvent> events = new ArrayList<>();

		private final Set<Integer> begun = new HashSet<>();

		private final Set<Timer> running = new HashSet<>();

		private final Floor floor = new Floor(Transcript.POLICY);

		private final Set<String> run = new HashSet<>();

		private TurnState state = TurnState.INITIAL;

		private boolean guessing;

		private int asks;

		private int finishes;

		Run(long seed) {
			this.seed = seed;
			this.random = new Random(seed);
		}

		void play() {
			take(new TurnEvent.StreamOpened(Opening.FRESH));
			for (int at = 0; at < EVENTS; at++) {
				take(randomEvent());
			}
			take(new TurnEvent.StreamEnded(Outcome.CALLER_HANGUP));
			assertThat(this.finishes).as(this::story).isOne();
			Step after = this.turnTaking.step(this.state, randomEvent());
			assertThat(after.effects()).as(this::story).isEmpty();
		}

		private void take(TurnEvent event) {
			this.events.add(event);
			TurnState before = this.state;
			Step step = this.turnTaking.step(before, event);
			assertThat(this.turnTaking.step(before, event)).as(this::story).isEqualTo(step);
			this.state = step.state();
			if (event instanceof TurnEvent.Expired(Timer timer, int turn) && turn == before.turn()) {
				this.running.remove(timer);
			}
			assertThat(this.state.turn()).as(this::story).isGreaterThanOrEqualTo(before.turn());
			if (isLate(event, before.turn())) {
				assertThat(step).as(this::story).isEqualTo(Step.to(before));
			}
			step.effects().forEach((effect) -> check(effect, before));
			if (event instanceof TurnEvent.CallerStarted && before.agentHasFloor() && !before.ducked()
					&& !this.floor.guarded(before)) {
				assertThat(step.effects()).as(this::story).contains(new TurnEffect.Duck(before.turn()));
			}
			if (this.state.phase() != Phase.LISTENING) {
				assertThat(this.guessing).as(this::story).isFalse();
			}
			deadlineRuns();
		}

		/** Nobody waits for ever, for whatever does not come. */
		private void deadlineRuns() {
			switch (this.state.phase()) {
				case LISTENING -> assertThat(this.running).as(this::story).contains(Timer.SILENCE);
				case THINKING -> assertThat(this.running).as(this::story).contains(Timer.REPLY);
				case LEAVING -> assertThat(this.running).as(this::story).contains(Timer.LEAVE);
				case WAITING, GREETING, SPEAKING, ENDING, OVER -> {
				}
			}
		}

		private void check(TurnEffect effect, TurnState before) {
			assertThat(this.finishes).as(() -> "effect after the end, " + story()).isZero();
			switch (effect) {
				case TurnEffect.Think(int turn) -> assertThat(turn).as(this::story).isEqualTo(this.state.turn());
				case TurnEffect.Say(int turn, Phrase _) ->
					assertThat(turn).as(this::story).isEqualTo(this.state.turn());
				case TurnEffect.Greet(int turn) -> assertThat(this.begun.add(turn)).as(this::story).isTrue();
				case TurnEffect.Interrupt(int turn) -> assertThat(turn).as(this::story).isEqualTo(before.turn());
				case TurnEffect.Finish _ -> this.finishes++;
				case TurnEffect.StartTimer(Timer timer, int _, var _) -> this.running.add(timer);
				case TurnEffect.StopTimer(Timer timer) -> this.running.remove(timer);
				case TurnEffect.Speculate _ -> {
					assertThat(this.guessing).as(() -> "two guesses at once, " + story()).isFalse();
					this.guessing = true;
				}
				case TurnEffect.Discard _, TurnEffect.Release _ -> {
					assertThat(this.guessing).as(() -> "no guess, " + story()).isTrue();
					this.guessing = false;
				}
				case TurnEffect.RunTool(int _, String id) ->
					assertThat(this.run.add(id)).as(() -> "run twice, " + story()).isTrue();
				case TurnEffect.Duck(int turn) -> assertThat(turn).as(this::story).isEqualTo(this.state.turn());
				case TurnEffect.Resume(int turn) -> assertThat(turn).as(this::story).isEqualTo(this.state.turn());
				case TurnEffect.Leave _, TurnEffect.Conclude _, TurnEffect.AnswerTool _, TurnEffect.Remember _,
						TurnEffect.RememberKeys _, TurnEffect.AllowRecording _, TurnEffect.Note _, TurnEffect.Fill _,
						TurnEffect.CancelTool _, TurnEffect.HandOver _, TurnEffect.WrapUp _ ->
					{
					}
				case TurnEffect.Recite(int turn, String _) ->
					assertThat(turn).as(this::story).isEqualTo(this.state.turn());
			}
			if (effect instanceof TurnEffect.Leave && !(this.events.getLast() instanceof TurnEvent.HangUpCalledFor)) {
				assertThat(before.phase()).as(() -> "left before the words were heard, " + story())
					.isIn(Phase.ENDING, Phase.GREETING, Phase.SPEAKING, Phase.THINKING);
			}
		}

		private TurnEvent randomEvent() {
			int turn = Math.max(0, this.state.turn() - this.random.nextInt(3));
			return switch (this.random.nextInt(22)) {
				case 20 -> this.random.nextBoolean() ? new TurnEvent.CallerKeying() : new TurnEvent.CallerKeyed("12");
				case 21 -> randomWish();
				case 0, 1 -> new TurnEvent.CallerStarted();
				case 2 -> new TurnEvent.CallerUpdated(randomWords());
				case 3 -> new TurnEvent.CallerMayHaveFinished(randomWords());
				case 4 -> new TurnEvent.CallerResumed();
				case 5, 6 -> new TurnEvent.CallerFinished(randomWords());
				case 7 -> new TurnEvent.ReplyAudible(turn);
				case 8 -> new TurnEvent.ToolAsked(turn, randomAsk());
				case 9, 10 -> new TurnEvent.ReplyComplete(turn, this.random.nextInt(4) == 0);
				case 11, 12 -> new TurnEvent.ReplyHeard(turn);
				case 13 ->
					this.random.nextInt(3) > 0 ? new TurnEvent.LeaveRefused(turn) : new TurnEvent.LeaveAccepted(turn);
				case 14 -> new TurnEvent.Ducked(turn, this.random.nextBoolean());
				case 15 -> new TurnEvent.ReplyDry(turn);
				case 16 -> new TurnEvent.ToolDone(turn, "call_" + this.random.nextInt(this.asks + 1));
				case 17 -> new TurnEvent.ReplyFailed(turn, Outcome.ERROR_LLM);
				default -> this.random.nextInt(20) == 0 ? new TurnEvent.HearingLost()
						: new TurnEvent.Expired(randomTimer(), turn);
			};
		}

		private TurnEvent randomWish() {
			return switch (this.random.nextInt(24)) {
				case 0 -> new TurnEvent.HangUpCalledFor(Outcome.OPERATOR_HANGUP);
				case 1 -> new TurnEvent.MachineListens();
				case 2, 3 -> new TurnEvent.MachineTalks();
				case 4, 5 -> new TurnEvent.StreamOpened(Opening.FRESH);
				case 6, 7 -> new TurnEvent.MachineAsks();
				case 8, 9, 10 -> new TurnEvent.TransferCalledFor("human");
				case 11, 12, 13, 14 -> new TurnEvent.Whispered("They are a friend.");
				default -> new TurnEvent.WordsCalledFor("We close soon.");
			};
		}

		private String randomWords() {
			return List.of(" ", "mm-hm", "well", "well I", "stop", "hello", "um", "you too")
				.get(this.random.nextInt(8));
		}

		private Timer randomTimer() {
			return switch (this.random.nextInt(20)) {
				case 0 -> Timer.CALL;
				case 1 -> Timer.LEAVE;
				case 2, 3, 4 -> Timer.REPLY;
				case 5, 6, 7 -> Timer.QUIET;
				case 8, 9, 10 -> Timer.DECIDE;
				case 11 -> Timer.COMMIT;
				case 12 -> Timer.UNCLEAR;
				case 13 -> Timer.GOODBYE;
				case 14 -> Timer.WRAP_UP;
				default -> Timer.SILENCE;
			};
		}

		private ToolAsk randomAsk() {
			String id = "call_" + this.asks++;
			return switch (this.random.nextInt(8)) {
				case 6 -> new ToolAsk.Aside(id);
				case 7 -> new ToolAsk.Leave(id, new Farewell.Digits("1", id));
				case 2, 3 -> new ToolAsk.Run(id, this.random.nextBoolean());
				case 4 -> new ToolAsk.HandOver(id, "sales");
				case 0 -> new ToolAsk.Leave(id, new Farewell.HangUp(Outcome.AGENT_HANGUP, id));
				case 1 -> new ToolAsk.Leave(id, new Farewell.Transfer("human", id));
				default -> new ToolAsk.Refused(id, "no");
			};
		}

		private static boolean isLate(TurnEvent event, int turn) {
			return switch (event) {
				case TurnEvent.ReplyAudible(int of) -> of != turn;
				case TurnEvent.Ducked(int of, boolean _) -> of != turn;
				case TurnEvent.ReplyDry(int of) -> of != turn;
				case TurnEvent.ToolDone(int of, String _) -> of != turn;
				case TurnEvent.ToolAsked(int of, var _) -> of != turn;
				case TurnEvent.ReplyComplete(int of, boolean _) -> of != turn;
				case TurnEvent.ReplyHeard(int of) -> of != turn;
				case TurnEvent.ReplyFailed(int of, var _) -> of != turn;
				case TurnEvent.LeaveAccepted(int of) -> of != turn;
				case TurnEvent.LeaveRefused(int of) -> of != turn;
				case TurnEvent.Expired(Timer timer, int of) -> of != turn && !timer.ofCall();
				case TurnEvent.StreamOpened _, TurnEvent.StreamEnded _, TurnEvent.CallerStarted _,
						TurnEvent.CallerUpdated _, TurnEvent.CallerMayHaveFinished _, TurnEvent.CallerResumed _,
						TurnEvent.CallerFinished _, TurnEvent.CallerKeying _, TurnEvent.CallerKeyed _,
						TurnEvent.WordsCalledFor _, TurnEvent.TransferCalledFor _, TurnEvent.HangUpCalledFor _,
						TurnEvent.Whispered _, TurnEvent.MachineTalks _, TurnEvent.MachineAsks _,
						TurnEvent.MachineListens _, TurnEvent.HearingLost _ ->
					false;
			};
		}

		private String story() {
			return "seed " + this.seed + ": " + this.events;
		}

	}

}
