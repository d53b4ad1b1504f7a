package io.trunkline.turn;

import java.util.List;

import io.trunkline.turn.TurnEffect.Discard;
import io.trunkline.turn.TurnEffect.Note;

/**
 * What follows from others than caller and agent: operators, keys that stand for an
 * action, and whatever finds out that a machine has answered.
 */
final class OtherSide {

	private final Floor floor;

	OtherSide(Floor floor) {
		this.floor = floor;
	}

	/** It is said as soon as nobody else speaks. */
	Step words(TurnState now, String sentence) {
		TurnState wanted = now.wanting(new Wish.Words(sentence));
		return (now.phase() == Phase.LISTENING && !now.caller().speaking()) ? this.floor.fulfil(wanted)
				: Step.to(wanted);
	}

	/** As if the agent had thought of it by itself: its other words are over. */
	Step transfer(TurnState now, String alias) {
		Wish wish = new Wish.Transfer(alias);
		return switch (now.phase()) {
			case GREETING, THINKING, SPEAKING, ENDING -> {
				if (this.floor.guarded(now)) {
					yield (now.phase() == Phase.ENDING) ? Step.to(now) : Step.to(now.wanting(wish));
				}
				yield this.floor.sayAndLeave(now, Phrase.TRANSFERRING, new Farewell.Transfer(alias, null))
					.after(this.floor.drop(now));
			}
			case LISTENING ->
				now.caller().speaking() ? Step.to(now.wanting(wish)) : this.floor.fulfil(now.wanting(wish));
			case WAITING -> Step.to(now.wanting(wish));
			case LEAVING, OVER -> Step.to(now);
		};
	}

	/** A reply that was begun early does not know of it. */
	Step whispered(TurnState now, String note) {
		return now.guess().open() ? Step.to(now.with(now.guess().thrownAway()), new Discard(), new Note(note))
				: Step.to(now, new Note(note));
	}

	/** Whoever the agent took for a caller does not listen: the call waits for one. */
	Step machineTalks(TurnState now) {
		if (isLeaving(now)) {
			return Step.to(now);
		}
		Step waiting = Step.to(now.with(TurnState.CallerTurn.NONE).nextTurn(Phase.WAITING, null));
		return now.agentHasFloor() ? waiting.after(this.floor.drop(now)) : waiting;
	}

	Step machineAsks(TurnState now) {
		return (now.phase() == Phase.WAITING) ? this.floor.say(now, Phrase.SCREENING) : Step.to(now);
	}

	/** Said anew if it was under way: the machine has only begun to record. */
	Step machineListens(TurnState now) {
		boolean again = now.phase() == Phase.ENDING && now.phrase() == Phrase.VOICEMAIL;
		if (isLeaving(now) && !again) {
			return Step.to(now);
		}
		List<TurnEffect> silenced = now.agentHasFloor() ? this.floor.drop(now) : List.of();
		return this.floor.sayAndLeave(now, Phrase.VOICEMAIL, new Farewell.HangUp(Outcome.VOICEMAIL, null))
			.after(silenced);
	}

	private static boolean isLeaving(TurnState now) {
		boolean lastWord = now.phase() == Phase.ENDING && now.farewell() != null && !now.farewell().revocable();
		return lastWord || now.phase() == Phase.LEAVING;
	}

}
