package io.trunkline.turn;

import io.trunkline.turn.BargeIn.Verdict;
import io.trunkline.turn.TurnEffect.Discard;
import io.trunkline.turn.TurnEffect.Release;
import io.trunkline.turn.TurnEffect.Remember;
import io.trunkline.turn.TurnEffect.Speculate;
import io.trunkline.turn.TurnEffect.StartTimer;
import io.trunkline.turn.TurnEffect.StopTimer;

/**
 * What follows from the caller's voice. Whoever speaks over the agent silences it at
 * once; whether the agent goes on or gives up the floor is decided by the words:
 *
 * <pre>
 *                        stop word, or enough words → interrupted
 * audible ──started──→ ducked
 *                        noise, "mm-hm", nothing    → goes on
 * </pre>
 */
final class CallerSide {

	/** Sounds without words in a row to which the agent says something. */
	private static final int PARDONS = 2;

	private final TurnPolicy policy;

	private final BargeIn bargeIn;

	private final Floor floor;

	CallerSide(TurnPolicy policy, Floor floor) {
		this.policy = policy;
		this.bargeIn = policy.bargeIn();
		this.floor = floor;
	}

	Step started(TurnState now) {
		TurnState begun = now.with(now.caller().begins()).with(now.guess().nextTurn());
		return switch (now.phase()) {
			case LISTENING -> Step.to(begun, this.floor.unfinished(now),
					new StartTimer(Timer.UNCLEAR, now.turn(), this.policy.patience().unclear()));
			case GREETING, THINKING, SPEAKING, ENDING ->
				(now.ducked() || this.floor.guarded(now)) ? Step.to(begun) : this.floor.duck(begun);
			case WAITING, LEAVING, OVER -> Step.to(now);
		};
	}

	Step updated(TurnState now, String said) {
		if (!this.bargeIn.saysAnything(said)) {
			return Step.to(now);
		}
		TurnState heard = now.with(now.caller().says(said));
		if (now.phase() == Phase.LISTENING) {
			Step listening = Step.to(heard, this.floor.unfinished(now), new StopTimer(Timer.UNCLEAR));
			return this.bargeIn.same(now.guess().words(), said) ? listening : discard(listening);
		}
		return wantsFloor(heard) ? this.floor.interrupt(heard) : Step.to(heard);
	}

	Step mayHaveFinished(TurnState now, String said) {
		TurnState heard = now.with(now.caller().says(said));
		if (now.phase() == Phase.LISTENING) {
			return begin(heard, said);
		}
		if (!wantsFloor(heard)) {
			return Step.to(heard);
		}
		Step interrupted = this.floor.interrupt(heard);
		return begin(interrupted.state(), said).after(interrupted.effects());
	}

	Step resumed(TurnState now) {
		if (now.phase() == Phase.LISTENING) {
			return discard(Step.to(now, this.floor.unfinished(now), new StopTimer(Timer.COMMIT)));
		}
		boolean answeredTooEarly = now.agentHasFloor() && !now.caller().answered().isEmpty();
		return (answeredTooEarly && !now.ducked() && !this.floor.guarded(now)) ? this.floor.duck(now) : Step.to(now);
	}

	Step finished(TurnState now, String said) {
		TurnState ended = now.with(now.caller().ends(said));
		String news = this.bargeIn.beyond(said, now.caller().answered());
		boolean answered = !now.caller().answered().isEmpty() && !this.bargeIn.saysAnything(news);
		return switch (now.phase()) {
			case WAITING, LEAVING, OVER -> Step.to(now);
			case GREETING, THINKING, SPEAKING, ENDING -> finishedOver(ended, news);
			case LISTENING -> answered ? Step.to(ended) : finishedAlone(ended, now.caller().speaking(), news);
		};
	}

	/** The time to decide about the caller's sound over the agent is over. */
	Step decide(TurnState now) {
		if (!now.ducked()) {
			return Step.to(now);
		}
		return switch (verdict(now)) {
			case NO_INTERRUPTION -> this.floor.resume(now);
			case INTERRUPTION -> this.floor.interrupt(now);
			case UNDECIDED -> now.caller().weighed() ? this.floor.interrupt(now)
					: Step.to(now.with(now.caller().putOff()), this.floor.decide(now));
		};
	}

	/** Nothing came after a probable end: what was said so far gets its answer. */
	Step commit(TurnState now) {
		if (now.phase() != Phase.LISTENING || !this.bargeIn.saysAnything(now.caller().words())) {
			return Step.to(now);
		}
		return answer(now.with(now.caller().answeredEarly()), now.caller().words());
	}

	Step unclear(TurnState now) {
		boolean wordless = now.caller().speaking() && !this.bargeIn.saysAnything(now.caller().words());
		return (now.phase() == Phase.LISTENING && wordless) ? pardon(now) : Step.to(now);
	}

	private Step finishedOver(TurnState now, String news) {
		if (this.floor.guarded(now)) {
			boolean waits = now.phase() != Phase.ENDING && this.bargeIn.overSpeech(news) != Verdict.NO_INTERRUPTION;
			return waits ? Step.to(now.with(now.caller().owed(true)), new Remember(news)) : Step.to(now);
		}
		if (verdict(now) == Verdict.NO_INTERRUPTION) {
			return now.ducked() ? this.floor.resume(now) : Step.to(now);
		}
		Step interrupted = this.floor.interrupt(now);
		return answer(interrupted.state(), news).after(interrupted.effects());
	}

	private Step finishedAlone(TurnState now, boolean audible, String said) {
		if (this.bargeIn.saysAnything(said)) {
			return answer(now, said);
		}
		if (now.caller().owed()) {
			return this.floor.think(now);
		}
		return (audible && said.isBlank()) ? pardon(now) : this.floor.listen(now);
	}

	private Step pardon(TurnState now) {
		boolean othersWait = !now.wishes().isEmpty() && !now.caller().speaking();
		if (now.strain().pardons() >= PARDONS || othersWait) {
			return this.floor.listen(now);
		}
		return this.floor.say(now.with(now.strain().pardoned()), Phrase.PARDON);
	}

	private Step answer(TurnState now, String said) {
		TurnState understood = now.with(now.strain().understood());
		Remember remember = new Remember(said);
		if (!now.guess().open() || !now.wishes().isEmpty() || !this.bargeIn.same(now.guess().words(), said)) {
			return this.floor.think(understood).after(remember);
		}
		TurnState thinking = understood.with(now.guess().cameTrue())
			.with(now.caller().owed(true))
			.nextTurn(Phase.THINKING, null);
		return Step.to(thinking, remember, new Release(thinking.turn())).and(this.floor.owed(thinking));
	}

	private Step begin(TurnState now, String said) {
		if (!this.bargeIn.saysAnything(said) || this.bargeIn.same(now.guess().words(), said)) {
			return Step.to(now);
		}
		Step ready = discard(Step.to(now));
		TurnPolicy.Speculation early = this.policy.speculation();
		Step begun = ready.state().guess().mayBegin(early)
				? new Step(ready.state().with(ready.state().guess().begin(said)), ready.effects())
					.and(new Speculate(said))
				: ready;
		return early.commitAfter().isZero() ? begun
				: begun.and(new StartTimer(Timer.COMMIT, now.turn(), early.commitAfter()));
	}

	private static Step discard(Step step) {
		TurnState now = step.state();
		return now.guess().open() ? new Step(now.with(now.guess().thrownAway()), step.effects()).and(new Discard())
				: step;
	}

	private boolean wantsFloor(TurnState now) {
		return now.agentHasFloor() && !this.floor.guarded(now) && verdict(now) == Verdict.INTERRUPTION;
	}

	/**
	 * What the caller's words over the agent mean. Where the agent is not audible yet,
	 * one word is enough; over its last words an "ok" may well be the answer.
	 */
	private Verdict verdict(TurnState now) {
		String news = this.bargeIn.beyond(now.caller().words(), now.caller().answered());
		if (now.phase() == Phase.ENDING) {
			return this.bargeIn.overGoodbye(news);
		}
		if (now.caller().lastWords() && this.bargeIn.saysAnything(news)) {
			return now.caller().speaking() ? Verdict.UNDECIDED : Verdict.INTERRUPTION;
		}
		return now.work().sounded() ? this.bargeIn.overSpeech(news) : this.bargeIn.overSilence(news);
	}

}
