package io.trunkline.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.trunkline.turn.TurnEffect.AnswerTool;
import io.trunkline.turn.TurnEffect.Conclude;
import io.trunkline.turn.TurnEffect.Finish;
import io.trunkline.turn.TurnEffect.Greet;
import io.trunkline.turn.TurnEffect.Interrupt;
import io.trunkline.turn.TurnEffect.Leave;
import io.trunkline.turn.TurnEffect.Remember;
import io.trunkline.turn.TurnEffect.Say;
import io.trunkline.turn.TurnEffect.StartTimer;
import io.trunkline.turn.TurnEffect.StopTimer;
import io.trunkline.turn.TurnEffect.Think;
import io.trunkline.turn.TurnEvent.CallerFinished;
import io.trunkline.turn.TurnEvent.CallerMayHaveFinished;
import io.trunkline.turn.TurnEvent.CallerResumed;
import io.trunkline.turn.TurnEvent.CallerStarted;
import io.trunkline.turn.TurnEvent.CallerUpdated;
import io.trunkline.turn.TurnEvent.Expired;
import io.trunkline.turn.TurnEvent.HearingLost;
import io.trunkline.turn.TurnEvent.LeaveAccepted;
import io.trunkline.turn.TurnEvent.LeaveRefused;
import io.trunkline.turn.TurnEvent.ReplyAudible;
import io.trunkline.turn.TurnEvent.ReplyComplete;
import io.trunkline.turn.TurnEvent.ReplyFailed;
import io.trunkline.turn.TurnEvent.ReplyHeard;
import io.trunkline.turn.TurnEvent.StreamEnded;
import io.trunkline.turn.TurnEvent.StreamOpened;
import io.trunkline.turn.TurnEvent.ToolAsked;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is. A pure function: the same state and event give the same step.
 *
 * <pre>
 * WAITING → GREETING → LISTENING ⇄ THINKING → SPEAKING → LISTENING …
 *                          ↑  barge-in  │         │
 *                          └────────────┴─────────┤
 *                                                 └→ ENDING → LEAVING → OVER
 * </pre>
 *
 * The barge-in rule is {@link #callerStarted}. What carries the number of an earlier turn
 * is late and falls through the last case of {@link #step}.
 */
public final class TurnTaking {

	private final TurnPolicy policy;

	public TurnTaking(TurnPolicy policy) {
		this.policy = policy;
	}

	/** What follows from an event. After {@link Finish} nothing follows from anything. */
	public Step step(TurnState now, TurnEvent event) {
		if (now.phase() == Phase.OVER) {
			return Step.to(now);
		}
		return switch (event) {
			case StreamOpened(boolean again) -> streamOpened(now, again);
			case StreamEnded(Outcome outcome) ->
				finish(now, now.phase() == Phase.LEAVING ? farewellOutcome(now) : outcome);
			case CallerStarted() -> callerStarted(now);
			case CallerUpdated _, CallerMayHaveFinished _, CallerResumed _ -> callerGoesOn(now);
			case CallerFinished(String said) -> callerFinished(now, said);
			case HearingLost() -> giveUp(now, Outcome.ERROR_STT);
			case ReplyAudible(int turn) when turn == now.turn() -> replyAudible(now);
			case ToolAsked(int turn, ToolAsk ask) when turn == now.turn() -> Step.to(now.withAsk(ask));
			case ReplyComplete(int turn, boolean silent) when turn == now.turn() -> replyComplete(now, silent);
			case ReplyHeard(int turn) when turn == now.turn() -> replyHeard(now);
			case ReplyFailed(int turn, Outcome cause) when turn == now.turn() -> replyFailed(now, cause);
			case LeaveAccepted(int turn) when turn == now.turn() -> leaveAccepted(now);
			case LeaveRefused(int turn) when turn == now.turn() -> leaveRefused(now);
			case Expired(Timer timer, int turn) when turn == now.turn() || timer == Timer.CALL -> expired(now, timer);
			case ReplyAudible _, ToolAsked _, ReplyComplete _, ReplyHeard _, ReplyFailed _, LeaveAccepted _,
					LeaveRefused _, Expired _ ->
				Step.to(now);
		};
	}

	private Step streamOpened(TurnState now, boolean again) {
		if (now.phase() != Phase.WAITING) {
			return Step.to(now);
		}
		StartTimer limit = new StartTimer(Timer.CALL, 1, this.policy.maxDuration());
		return again ? say(now, Phrase.RECONNECTED).after(List.of(limit))
				: Step.to(now.nextTurn(Phase.GREETING, null), limit, new Greet(1), owed(1));
	}

	/**
	 * Barge-in: whoever speaks over the agent gets the floor at once, also over a
	 * goodbye.
	 */
	private Step callerStarted(TurnState now) {
		if (now.agentHasFloor()) {
			return now.mayBeInterrupted() ? interrupt(now) : Step.to(now);
		}
		return callerGoesOn(now.withReprompts(0));
	}

	/** A recogniser that never ends the turn must not end the conversation. */
	private Step callerGoesOn(TurnState now) {
		return (now.phase() == Phase.LISTENING) ? Step.to(now, unfinished(now)) : Step.to(now);
	}

	private StartTimer unfinished(TurnState now) {
		return new StartTimer(Timer.SILENCE, now.turn(), this.policy.silence().multipliedBy(2));
	}

	private Step callerFinished(TurnState now, String said) {
		if (now.phase() == Phase.WAITING || now.phase() == Phase.LEAVING || !now.mayBeInterrupted()) {
			return Step.to(now);
		}
		if (said.isBlank()) {
			return now.agentHasFloor() ? Step.to(now) : listen(now);
		}
		Step floor = now.agentHasFloor() ? interrupt(now) : Step.to(now);
		TurnState thinking = floor.state().withReprompts(0).nextTurn(Phase.THINKING, null);
		return Step
			.to(thinking, new StopTimer(Timer.SILENCE), new Remember(said), new Think(thinking.turn()),
					owed(thinking.turn()))
			.after(floor.effects());
	}

	/** The turn number rises, so that all that was begun for the old turn comes late. */
	private Step interrupt(TurnState now) {
		TurnState listening = now.withReprompts(0).nextTurn(Phase.LISTENING, null);
		return Step.to(listening, new StopTimer(Timer.REPLY), new Interrupt(now.turn()), unfinished(listening));
	}

	private Step replyAudible(TurnState now) {
		return switch (now.phase()) {
			case THINKING -> Step.to(now.in(Phase.SPEAKING), new StopTimer(Timer.REPLY));
			case GREETING, SPEAKING, ENDING -> Step.to(now, new StopTimer(Timer.REPLY));
			case WAITING, LISTENING, LEAVING, OVER -> Step.to(now);
		};
	}

	/** The words are out; tool calls decide what comes after them. */
	private Step replyComplete(TurnState now, boolean silent) {
		if (!now.agentHasFloor()) {
			return Step.to(now);
		}
		Optional<Farewell> farewell = now.asks()
			.stream()
			.filter(ToolAsk.Leave.class::isInstance)
			.map((ask) -> ((ToolAsk.Leave) ask).farewell())
			.findFirst();
		if (farewell.isPresent()) {
			return endBy(now, farewell.get(), silent).after(refusals(now, farewell.get().askId()));
		}
		if (!now.asks().isEmpty()) {
			return nextRound(now).after(refusals(now, null));
		}
		if (silent && now.phase() == Phase.GREETING) {
			return listen(now).after(List.of(new Conclude(now.turn())));
		}
		return silent ? replyFailed(now, Outcome.ERROR_LLM) : Step.to(now);
	}

	private Step endBy(TurnState now, Farewell farewell, boolean silent) {
		TurnState ending = now.leavingBy(farewell).in(Phase.ENDING);
		if (!silent) {
			return Step.to(ending);
		}
		Phrase phrase = (farewell instanceof Farewell.Transfer) ? Phrase.TRANSFERRING : Phrase.GOODBYE;
		return Step.to(ending.saying(phrase), new Say(now.turn(), phrase), owed(now.turn()));
	}

	private Step nextRound(TurnState now) {
		if (now.rounds() >= this.policy.toolRounds()) {
			return replyFailed(now, Outcome.ERROR_LLM);
		}
		return Step.to(now.nextRound(), new Think(now.turn()), owed(now.turn()));
	}

	/** Each call gets a result, or every later request would be refused. */
	private static List<TurnEffect> refusals(TurnState now, @Nullable String carriedOut) {
		List<TurnEffect> answers = new ArrayList<>();
		for (ToolAsk ask : now.asks()) {
			if (!ask.id().equals(carriedOut)) {
				answers.add(new AnswerTool(now.turn(), ask.id(), switch (ask) {
					case ToolAsk.Refused(String _, String reason) -> reason;
					case ToolAsk.Leave _ -> "Not done: only one way to leave the call at a time.";
				}));
			}
		}
		return answers;
	}

	private Step replyHeard(TurnState now) {
		Conclude conclude = new Conclude(now.turn());
		return switch (now.phase()) {
			case GREETING, SPEAKING ->
				listen(now.withFailures((now.phrase() == null) ? 0 : now.failures())).after(List.of(conclude));
			case ENDING -> leave(now).after(List.of(conclude));
			case WAITING, LISTENING, THINKING, LEAVING, OVER -> Step.to(now);
		};
	}

	private Step leave(TurnState now) {
		Farewell farewell = Objects.requireNonNull(now.farewell(), "ending without a farewell");
		return Step.to(now.in(Phase.LEAVING), new StopTimer(Timer.SILENCE), new Leave(now.turn(), farewell),
				new StartTimer(Timer.LEAVE, now.turn(), this.policy.leaveDeadline()));
	}

	/** A stock phrase that fails cannot be apologised for: there is no voice left. */
	private Step replyFailed(TurnState now, Outcome cause) {
		if (!now.agentHasFloor()) {
			return Step.to(now);
		}
		if (now.phase() == Phase.ENDING) {
			return leave(now).after(List.of(new Interrupt(now.turn())));
		}
		TurnState failed = now.withFailures(now.failures() + 1);
		if (now.phrase() != null || failed.failures() >= this.policy.failures()) {
			return giveUp(failed, cause);
		}
		return say(failed, Phrase.SORRY).after(List.of(new Interrupt(now.turn())));
	}

	/**
	 * The agent cannot go on: says so if it can, and gives the caller to somebody else.
	 */
	private Step giveUp(TurnState now, Outcome cause) {
		if (now.phase() == Phase.LEAVING) {
			return Step.to(now);
		}
		List<TurnEffect> silenced = now.agentHasFloor() ? List.of(new Interrupt(now.turn())) : List.of();
		Farewell farewell = new Farewell.PassOn(cause);
		if (cause == Outcome.ERROR_TTS || now.phrase() == Phrase.OUT_OF_ORDER) {
			return leave(now.nextTurn(Phase.ENDING, null).leavingBy(farewell)).after(silenced);
		}
		Step last = say(now, Phrase.OUT_OF_ORDER);
		return new Step(last.state().leavingBy(farewell).in(Phase.ENDING), last.effects()).after(silenced);
	}

	private Step leaveAccepted(TurnState now) {
		return (now.phase() == Phase.LEAVING) ? finish(now, farewellOutcome(now)) : Step.to(now);
	}

	private Step leaveRefused(TurnState now) {
		if (now.phase() != Phase.LEAVING) {
			return Step.to(now);
		}
		if (now.farewell() instanceof Farewell.Transfer) {
			return say(now, Phrase.TRANSFER_FAILED).after(List.of(new StopTimer(Timer.LEAVE)));
		}
		return finish(now, farewellOutcome(now));
	}

	private Step expired(TurnState now, Timer timer) {
		return switch (timer) {
			case SILENCE -> (now.phase() == Phase.LISTENING) ? silent(now) : Step.to(now);
			case REPLY -> replyFailed(now, Outcome.ERROR_LLM);
			case LEAVE -> (now.phase() == Phase.LEAVING) ? finish(now, farewellOutcome(now)) : Step.to(now);
			case CALL -> timeIsUp(now);
		};
	}

	private Step silent(TurnState now) {
		if (now.reprompts() < this.policy.reprompts()) {
			return say(now.withReprompts(now.reprompts() + 1), Phrase.STILL_THERE);
		}
		return sayAndHangUp(now, Phrase.GOODBYE, Outcome.SILENCE);
	}

	private Step timeIsUp(TurnState now) {
		if (now.phase() == Phase.LEAVING || now.phase() == Phase.ENDING) {
			return Step.to(now);
		}
		List<TurnEffect> silenced = now.agentHasFloor() ? List.of(new Interrupt(now.turn())) : List.of();
		return sayAndHangUp(now, Phrase.TIME_IS_UP, Outcome.MAX_DURATION).after(silenced);
	}

	private Step sayAndHangUp(TurnState now, Phrase phrase, Outcome outcome) {
		Step last = say(now, phrase);
		return new Step(last.state().leavingBy(new Farewell.HangUp(outcome, null)).in(Phase.ENDING), last.effects());
	}

	private Step say(TurnState now, Phrase phrase) {
		TurnState saying = now.nextTurn(Phase.SPEAKING, phrase);
		return Step.to(saying, new StopTimer(Timer.SILENCE), new Say(saying.turn(), phrase), owed(saying.turn()));
	}

	private StartTimer owed(int turn) {
		return new StartTimer(Timer.REPLY, turn, this.policy.replyDeadline());
	}

	private Step listen(TurnState now) {
		return Step.to(now.in(Phase.LISTENING), new StartTimer(Timer.SILENCE, now.turn(), this.policy.silence()));
	}

	private static Step finish(TurnState now, Outcome outcome) {
		List<TurnEffect> last = now.agentHasFloor() ? List.of(new Interrupt(now.turn()), new Finish(outcome))
				: List.of(new Finish(outcome));
		return new Step(now.in(Phase.OVER), last);
	}

	private static Outcome farewellOutcome(TurnState now) {
		return Objects.requireNonNull(now.farewell(), "leaving without a farewell").outcome();
	}

}
