package io.trunkline.turn;

import java.util.List;
import java.util.Objects;

import io.trunkline.turn.TurnEffect.Finish;
import io.trunkline.turn.TurnEffect.Interrupt;
import io.trunkline.turn.TurnEffect.Leave;
import io.trunkline.turn.TurnEffect.Note;
import io.trunkline.turn.TurnEffect.StartTimer;
import io.trunkline.turn.TurnEffect.StopTimer;

/** The ways out of a conversation; each leads to {@link Finish} within a deadline. */
final class Exit {

	private static final String NOT_SENT = "The digits could not be sent: the carrier refused. Go on without them.";

	private final TurnPolicy policy;

	private final Floor floor;

	Exit(TurnPolicy policy, Floor floor) {
		this.policy = policy;
		this.floor = floor;
	}

	Step leave(TurnState now) {
		Farewell farewell = Objects.requireNonNull(now.farewell(), "ending without a farewell");
		return Step.to(now.ducked(false).in(Phase.LEAVING), new Leave(now.turn(), farewell),
				new StartTimer(Timer.LEAVE, now.turn(), this.policy.patience().leave()));
	}

	/**
	 * The agent cannot go on: says so and gives the caller to somebody else.
	 */
	Step giveUp(TurnState now, Outcome cause) {
		if (now.phase() == Phase.LEAVING) {
			return Step.to(now);
		}
		List<TurnEffect> silenced = now.agentHasFloor() ? this.floor.drop(now) : List.of();
		Farewell farewell = new Farewell.PassOn(cause);
		if (now.phrase() == Phrase.OUT_OF_ORDER) {
			return leave(now.nextTurn(Phase.ENDING, null).leavingBy(farewell)).after(silenced);
		}
		return this.floor.sayAndLeave(now, Phrase.OUT_OF_ORDER, farewell).after(silenced);
	}

	Step accepted(TurnState now) {
		return (now.phase() == Phase.LEAVING) ? finish(now, outcome(now)) : Step.to(now);
	}

	Step refused(TurnState now) {
		if (now.phase() != Phase.LEAVING) {
			return Step.to(now);
		}
		return switch (now.farewell()) {
			case Farewell.Transfer _ -> this.floor.say(now, Phrase.TRANSFER_FAILED).after(new StopTimer(Timer.LEAVE));
			case Farewell.Digits _ ->
				this.floor.think(now).after(List.of(new StopTimer(Timer.LEAVE), new Note(NOT_SENT)));
			case null, default -> finish(now, outcome(now));
		};
	}

	/** The caller has said nothing for too long. */
	Step silent(TurnState now) {
		if (now.phase() != Phase.LISTENING) {
			return Step.to(now);
		}
		if (!now.wishes().isEmpty()) {
			return this.floor.fulfil(now);
		}
		if (now.strain().reprompts() < this.policy.limits().reprompts()) {
			return this.floor.say(now.with(now.strain().asked()), Phrase.STILL_THERE);
		}
		return this.floor.sayAndLeave(now, Phrase.GOODBYE, new Farewell.HangUp(Outcome.SILENCE, null));
	}

	Step timeIsUp(TurnState now) {
		if (now.phase() == Phase.LEAVING || now.phase() == Phase.ENDING) {
			return Step.to(now);
		}
		List<TurnEffect> silenced = now.agentHasFloor() ? this.floor.drop(now) : List.of();
		return this.floor.sayAndLeave(now, Phrase.TIME_IS_UP, new Farewell.HangUp(Outcome.MAX_DURATION, null))
			.after(silenced);
	}

	/** Somebody ends the call: not another word is heard. */
	Step hangUp(TurnState now, Outcome why) {
		if (now.phase() == Phase.LEAVING && now.farewell() instanceof Farewell.HangUp) {
			return Step.to(now);
		}
		List<TurnEffect> silenced = now.agentHasFloor() ? this.floor.drop(now) : List.of();
		return leave(now.nextTurn(Phase.ENDING, null).leavingBy(new Farewell.HangUp(why, null))).after(silenced);
	}

	Step ended(TurnState now, Outcome outcome) {
		return finish(now, (now.phase() == Phase.LEAVING) ? outcome(now) : outcome);
	}

	private Step finish(TurnState now, Outcome outcome) {
		Step over = Step.to(now.in(Phase.OVER), new Finish(outcome));
		return now.agentHasFloor() ? over.after(new Interrupt(now.turn())) : over;
	}

	private static Outcome outcome(TurnState now) {
		return Objects.requireNonNull(now.farewell(), "leaving without a farewell").outcome();
	}

}
