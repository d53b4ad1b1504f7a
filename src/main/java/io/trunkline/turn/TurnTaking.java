package io.trunkline.turn;

import java.util.List;

import io.trunkline.turn.TurnEffect.Discard;
import io.trunkline.turn.TurnEffect.Finish;
import io.trunkline.turn.TurnEffect.StartTimer;
import io.trunkline.turn.TurnEffect.WrapUp;
import io.trunkline.turn.TurnEvent.CallerFinished;
import io.trunkline.turn.TurnEvent.CallerKeyed;
import io.trunkline.turn.TurnEvent.CallerKeying;
import io.trunkline.turn.TurnEvent.CallerMayHaveFinished;
import io.trunkline.turn.TurnEvent.CallerResumed;
import io.trunkline.turn.TurnEvent.CallerStarted;
import io.trunkline.turn.TurnEvent.CallerUpdated;
import io.trunkline.turn.TurnEvent.Ducked;
import io.trunkline.turn.TurnEvent.Expired;
import io.trunkline.turn.TurnEvent.HangUpCalledFor;
import io.trunkline.turn.TurnEvent.HearingLost;
import io.trunkline.turn.TurnEvent.LeaveAccepted;
import io.trunkline.turn.TurnEvent.LeaveRefused;
import io.trunkline.turn.TurnEvent.MachineAsks;
import io.trunkline.turn.TurnEvent.MachineListens;
import io.trunkline.turn.TurnEvent.MachineTalks;
import io.trunkline.turn.TurnEvent.ReplyAudible;
import io.trunkline.turn.TurnEvent.ReplyComplete;
import io.trunkline.turn.TurnEvent.ReplyDry;
import io.trunkline.turn.TurnEvent.ReplyFailed;
import io.trunkline.turn.TurnEvent.ReplyHeard;
import io.trunkline.turn.TurnEvent.StreamEnded;
import io.trunkline.turn.TurnEvent.StreamOpened;
import io.trunkline.turn.TurnEvent.ToolAsked;
import io.trunkline.turn.TurnEvent.ToolDone;
import io.trunkline.turn.TurnEvent.TransferCalledFor;
import io.trunkline.turn.TurnEvent.Whispered;
import io.trunkline.turn.TurnEvent.WordsCalledFor;

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
 * The barge-in rule is in {@link CallerSide}, the guarantee against dead air in
 * {@link AgentSide}, what keys mean in {@link KeySide}, and what others want in
 * {@link OtherSide}. What carries the number of an earlier turn is late and falls through
 * the last case of {@link #step}.
 */
public final class TurnTaking {

	private final TurnPolicy policy;

	private final Floor floor;

	private final Exit exit;

	private final CallerSide caller;

	private final AgentSide agent;

	private final KeySide keys;

	private final OtherSide others;

	public TurnTaking(TurnPolicy policy) {
		this.policy = policy;
		this.floor = new Floor(policy);
		this.exit = new Exit(policy, this.floor);
		this.caller = new CallerSide(policy, this.floor);
		this.agent = new AgentSide(policy, this.floor, this.exit);
		this.keys = new KeySide(this.floor);
		this.others = new OtherSide(this.floor);
	}

	/** What follows from an event. After {@link Finish} nothing follows from anything. */
	public Step step(TurnState now, TurnEvent event) {
		return (now.phase() == Phase.OVER) ? Step.to(now) : guessOnlyWhileListening(next(now, event));
	}

	private Step next(TurnState now, TurnEvent event) {
		return switch (event) {
			case StreamOpened(boolean again) -> streamOpened(now, again);
			case StreamEnded(Outcome outcome) -> this.exit.ended(now, outcome);
			case CallerStarted() -> this.caller.started(now);
			case CallerUpdated(String said) -> this.caller.updated(now, said);
			case CallerMayHaveFinished(String said) -> this.caller.mayHaveFinished(now, said);
			case CallerResumed() -> this.caller.resumed(now);
			case CallerFinished(String said) -> this.caller.finished(now, said);
			case CallerKeying() -> this.keys.keying(now);
			case CallerKeyed(String shown) -> this.keys.keyed(now, shown);
			case WordsCalledFor(String sentence) -> this.others.words(now, sentence);
			case TransferCalledFor(String alias) -> this.others.transfer(now, alias);
			case HangUpCalledFor(Outcome outcome) -> this.exit.hangUp(now, outcome);
			case Whispered(String note) -> this.others.whispered(now, note);
			case MachineTalks() -> this.others.machineTalks(now);
			case MachineAsks() -> this.others.machineAsks(now);
			case MachineListens() -> this.others.machineListens(now);
			case HearingLost() -> this.exit.giveUp(now, Outcome.ERROR_STT);
			case Ducked(int turn, boolean lastWords) when turn == now.turn() ->
				Step.to(now.with(now.caller().overLastWords(lastWords)));
			case ReplyAudible(int turn) when turn == now.turn() -> this.agent.audible(now);
			case ReplyDry(int turn) when turn == now.turn() -> this.agent.dry(now);
			case ToolAsked(int turn, ToolAsk ask) when turn == now.turn() -> this.agent.toolAsked(now, ask);
			case ToolDone(int turn, String askId) when turn == now.turn() -> this.agent.toolDone(now, askId);
			case ReplyComplete(int turn, boolean silent) when turn == now.turn() -> this.agent.complete(now, silent);
			case ReplyHeard(int turn) when turn == now.turn() -> this.agent.heard(now);
			case ReplyFailed(int turn, Outcome cause) when turn == now.turn() -> this.agent.failed(now, cause);
			case LeaveAccepted(int turn) when turn == now.turn() -> this.exit.accepted(now);
			case LeaveRefused(int turn) when turn == now.turn() -> this.exit.refused(now);
			case Expired(Timer timer, int turn) when turn == now.turn() || timer.ofCall() -> expired(now, timer);
			case Ducked _, ReplyAudible _, ReplyDry _, ToolAsked _, ToolDone _, ReplyComplete _, ReplyHeard _,
					ReplyFailed _, LeaveAccepted _, LeaveRefused _, Expired _ ->
				Step.to(now);
		};
	}

	private Step streamOpened(TurnState now, boolean again) {
		boolean screened = now.agentHasFloor() && now.phrase() == Phrase.SCREENING;
		if (now.phase() != Phase.WAITING && !screened) {
			return Step.to(now);
		}
		TurnPolicy.Limits limits = this.policy.limits();
		Step first = again ? this.floor.say(now, Phrase.RECONNECTED)
				: this.policy.disclosure() ? this.floor.say(now, Phrase.DISCLOSURE) : this.floor.greet(now);
		Step limited = first.after(screened ? this.floor.drop(now) : List.of())
			.and(new StartTimer(Timer.CALL, 1, limits.maxDuration()));
		boolean warns = limits.wrapUp().isPositive() && limits.wrapUp().compareTo(limits.maxDuration()) < 0;
		return warns ? limited.and(new StartTimer(Timer.WRAP_UP, 1, limits.maxDuration().minus(limits.wrapUp())))
				: limited;
	}

	private Step expired(TurnState now, Timer timer) {
		return switch (timer) {
			case SILENCE -> this.exit.silent(now);
			case UNCLEAR -> this.caller.unclear(now);
			case COMMIT -> this.caller.commit(now);
			case DECIDE -> this.caller.decide(now);
			case QUIET -> this.agent.silent(now);
			case REPLY -> this.agent.overdue(now);
			case GOODBYE -> this.agent.goodbyeOver(now);
			case LEAVE -> this.exit.accepted(now);
			case WRAP_UP -> (now.phase() == Phase.LEAVING) ? Step.to(now) : Step.to(now, new WrapUp());
			case CALL -> this.exit.timeIsUp(now);
		};
	}

	/** A reply that was begun early has no place once the floor is not the caller's. */
	private static Step guessOnlyWhileListening(Step step) {
		TurnState now = step.state();
		return (now.phase() == Phase.LISTENING || !now.guess().open()) ? step
				: new Step(now.with(now.guess().thrownAway()), step.effects()).after(new Discard());
	}

}
