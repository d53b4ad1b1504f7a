package io.trunkline.turn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.turn.TurnEffect.AnswerTool;
import io.trunkline.turn.TurnEffect.CancelTool;
import io.trunkline.turn.TurnEffect.Duck;
import io.trunkline.turn.TurnEffect.Greet;
import io.trunkline.turn.TurnEffect.Interrupt;
import io.trunkline.turn.TurnEffect.Recite;
import io.trunkline.turn.TurnEffect.Resume;
import io.trunkline.turn.TurnEffect.Say;
import io.trunkline.turn.TurnEffect.StartTimer;
import io.trunkline.turn.TurnEffect.StopTimer;
import io.trunkline.turn.TurnEffect.Think;

/** The moves by which the floor changes hands. */
final class Floor {

	/** A stock phrase is at hand; one that is not must not prolong a silence. */
	private static final Duration AT_HAND = Duration.ofMillis(200);

	private final TurnPolicy policy;

	Floor(TurnPolicy policy) {
		this.policy = policy;
	}

	/** Whether the caller must hear this turn to its end. */
	boolean guarded(TurnState now) {
		boolean lastWord = now.phase() == Phase.ENDING && now.farewell() != null && !now.farewell().revocable();
		return lastWord || (now.phrase() != null && this.policy.guarded().contains(now.phrase()));
	}

	Step greet(TurnState now) {
		TurnState greeting = now.nextTurn(Phase.GREETING, Phrase.GREETING);
		return Step.to(greeting, new Greet(greeting.turn())).and(owed(greeting));
	}

	Step say(TurnState now, Phrase phrase) {
		TurnState saying = now.nextTurn(Phase.SPEAKING, phrase);
		return Step.to(saying, new Say(saying.turn(), phrase), new StartTimer(Timer.QUIET, saying.turn(), AT_HAND),
				replyDue(saying));
	}

	/** The last words before the agent leaves. */
	Step sayAndLeave(TurnState now, Phrase phrase, Farewell farewell) {
		Step last = say(now, phrase);
		return new Step(last.state().leavingBy(farewell).in(Phase.ENDING), last.effects());
	}

	/** The agent's answer is due, after what others want. */
	Step think(TurnState now) {
		TurnState owing = now.with(now.caller().owed(true));
		if (!now.wishes().isEmpty()) {
			return fulfil(owing);
		}
		TurnState thinking = owing.nextTurn(Phase.THINKING, null);
		return Step.to(thinking, new Think(thinking.turn())).and(owed(thinking));
	}

	/** The floor is the caller's, unless others want something and nobody speaks. */
	Step listen(TurnState now) {
		if (!now.wishes().isEmpty() && !now.caller().speaking()) {
			return fulfil(now);
		}
		return Step.to(now.in(Phase.LISTENING),
				new StartTimer(Timer.SILENCE, now.turn(), this.policy.patience().silence()));
	}

	/** Does what somebody wanted first. */
	Step fulfil(TurnState now) {
		TurnState rest = now.withoutFirstWish();
		return switch (now.wishes().getFirst()) {
			case Wish.Words(String sentence) -> recite(rest, sentence);
			case Wish.Transfer(String alias) ->
				sayAndLeave(rest, Phrase.TRANSFERRING, new Farewell.Transfer(alias, null));
		};
	}

	private Step recite(TurnState now, String sentence) {
		TurnState reciting = now.nextTurn(Phase.SPEAKING, Phrase.RECITED);
		return Step.to(reciting, new Recite(reciting.turn(), sentence)).and(owed(reciting));
	}

	/** The deadlines of a turn that owes its first sound. */
	List<TurnEffect> owed(TurnState now) {
		return List.of(new StartTimer(Timer.QUIET, now.turn(), this.policy.patience().owed()), replyDue(now));
	}

	StartTimer replyDue(TurnState now) {
		return new StartTimer(Timer.REPLY, now.turn(), this.policy.patience().reply());
	}

	/** A recogniser that never ends the turn must not end the conversation. */
	StartTimer unfinished(TurnState now) {
		return new StartTimer(Timer.SILENCE, now.turn(), this.policy.patience().silence().multipliedBy(2));
	}

	/** Silence, until it is clear what the caller's sound means. */
	Step duck(TurnState now) {
		return Step.to(now.ducked(true), new Duck(now.turn()), new StopTimer(Timer.QUIET), decide(now));
	}

	StartTimer decide(TurnState now) {
		return new StartTimer(Timer.DECIDE, now.turn(), this.policy.bargeIn().window());
	}

	/** It was nothing: the agent goes on, and has been silent for long enough. */
	Step resume(TurnState now) {
		return Step.to(now.ducked(false), new StopTimer(Timer.DECIDE), new Resume(now.turn()),
				new StartTimer(Timer.QUIET, now.turn(), this.policy.patience().tool()));
	}

	/** The turn number rises, so that all that was begun for the old turn comes late. */
	Step interrupt(TurnState now) {
		TurnState listening = now.nextTurn(Phase.LISTENING, null);
		return Step.to(listening, unfinished(listening)).after(drop(now));
	}

	/**
	 * Ends a turn in the middle. Each tool call gets a result, or no model would go on.
	 */
	List<TurnEffect> drop(TurnState now) {
		List<TurnEffect> effects = new ArrayList<>();
		for (ToolAsk ask : now.work().open()) {
			if (ask instanceof ToolAsk.Run(String id, boolean reads) && reads) {
				effects.add(new CancelTool(now.turn(), id));
			}
			effects.add(new AnswerTool(now.turn(), ask.id(), switch (ask) {
				case ToolAsk.Run(String _, boolean reads) when reads ->
					"Cancelled: the caller spoke before it was done.";
				case ToolAsk.Run _, ToolAsk.Aside _ -> "Still running; its result follows later. Do not call it again.";
				case ToolAsk.Leave _, ToolAsk.HandOver _ -> "Not done: the caller spoke first.";
				case ToolAsk.Refused(String _, String reason) -> reason;
			}));
		}
		effects.add(new Interrupt(now.turn()));
		return effects;
	}

}
