package io.trunkline.answering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.trunkline.answering.AnsweringEffect.Begin;
import io.trunkline.answering.AnsweringEffect.HangUp;
import io.trunkline.answering.AnsweringEffect.Hush;
import io.trunkline.answering.AnsweringEffect.Introduce;
import io.trunkline.answering.AnsweringEffect.LeaveMessage;
import io.trunkline.answering.AnsweringEffect.Recognised;
import io.trunkline.answering.AnsweringEffect.Start;
import io.trunkline.answering.AnsweringEffect.Stop;
import io.trunkline.answering.AnsweringEvent.Beep;
import io.trunkline.answering.AnsweringEvent.Expired;
import io.trunkline.answering.AnsweringEvent.KeyPressed;
import io.trunkline.answering.AnsweringEvent.Opened;
import io.trunkline.answering.AnsweringEvent.SpeechEnded;
import io.trunkline.answering.AnsweringEvent.SpeechStarted;
import io.trunkline.answering.AnsweringEvent.SpeechUpdated;
import io.trunkline.answering.AnsweringEvent.Verdict;
import io.trunkline.answering.AnsweringState.Stage;

/**
 * Who answered. A pure function: the same state and event give the same step. Words weigh
 * more than the carrier's verdict, which may be late, wrong or missing.
 *
 * <pre>
 * CLOSED → UNDECIDED ──person, or silence──→ TALKING ──they answer──→ DONE
 *              │  ↑ who calls?                  │ a machine after all
 *              └─→ MACHINE ──beep, or pause──→ MESSAGE
 * </pre>
 */
public final class Answering {

	/**
	 * So long a machine may be silent behind its last word before it is taken to record.
	 */
	static final Duration PAUSE = Duration.ofMillis(2500);

	/** So long somebody may take to be fetched, or to read who calls. */
	static final Duration FETCHING = Duration.ofSeconds(25);

	/** However long a greeting is. */
	static final Duration LIMIT = Duration.ofSeconds(60);

	private static final int MOST_INTRODUCTIONS = 2;

	/** With so many words somebody has answered the agent. */
	private static final int ANSWER = 2;

	private final AnsweringRules rules;

	public Answering(AnsweringRules rules) {
		this.rules = rules;
	}

	/**
	 * What follows from an event.
	 *
	 * @param state from now on
	 * @param effects what to do, in this order
	 */
	public record Step(AnsweringState state, List<AnsweringEffect> effects) {

		public Step {
			effects = List.copyOf(effects);
		}

		static Step to(AnsweringState state, AnsweringEffect... effects) {
			return new Step(state, List.of(effects));
		}

		Step after(AnsweringEffect... earlier) {
			List<AnsweringEffect> all = new ArrayList<>(List.of(earlier));
			all.addAll(this.effects);
			return new Step(this.state, all);
		}

	}

	public Step step(AnsweringState before, AnsweringEvent event) {
		AnsweringState now = switch (event) {
			case Verdict(Answerer answerer) -> before.told(answerer);
			case SpeechStarted() -> before.speaking(true);
			case SpeechEnded _ -> before.speaking(false);
			case Opened _, SpeechUpdated _, Beep _, KeyPressed _, Expired _ -> before;
		};
		return switch (now.stage()) {
			case CLOSED -> (event instanceof Opened) ? opened(now) : Step.to(now);
			case UNDECIDED -> undecided(now, event);
			case MACHINE -> machine(now, event);
			case MESSAGE ->
				(event instanceof Beep && !now.beeped()) ? Step.to(now.beeped(true), new LeaveMessage()) : Step.to(now);
			case TALKING -> talking(now, event);
			case DONE -> Step.to(now);
		};
	}

	private Step opened(AnsweringState now) {
		return switch (now.verdict()) {
			case HUMAN -> begin(now, "");
			case MACHINE -> toMachine(now);
			case SILENCE, UNKNOWN -> Step.to(now.in(Stage.UNDECIDED), new Start(Deadline.DECIDE, this.rules.decide()),
					new Start(Deadline.LIMIT, LIMIT));
		};
	}

	private Step undecided(AnsweringState now, AnsweringEvent event) {
		return switch (event) {
			case Verdict(Answerer answerer) -> judged(now, answerer);
			case SpeechUpdated(String words) when FirstWords.onlyMachinesSay(words) -> toMachine(now.certain(true));
			case SpeechUpdated(String words) ->
				words.isBlank() ? Step.to(now) : Step.to(now, new Stop(Deadline.DECIDE));
			case SpeechEnded(String words) -> spoken(now, words.strip());
			case Beep() -> leaveMessage(now, true);
			case KeyPressed() -> begin(now.told(Answerer.HUMAN), "");
			case Expired(Deadline deadline) -> (deadline == Deadline.DECIDE) ? silent(now) : begin(now, "");
			case SpeechStarted() -> Step.to(now, new Start(Deadline.DECIDE, patience(now)));
			case Opened() -> Step.to(now);
		};
	}

	/**
	 * While they speak, their words are waited for; a screening machine is one as well.
	 */
	private Step judged(AnsweringState now, Answerer verdict) {
		if (now.speaking()) {
			return Step.to(now);
		}
		return switch (verdict) {
			case HUMAN -> begin(now, "");
			case MACHINE -> (now.introductions() > 0) ? Step.to(now) : toMachine(now);
			case SILENCE, UNKNOWN -> Step.to(now);
		};
	}

	private Step spoken(AnsweringState now, String words) {
		if (words.isBlank()) {
			return (now.verdict() == Answerer.HUMAN) ? begin(now, "")
					: Step.to(now, new Start(Deadline.DECIDE, patience(now)));
		}
		return switch (FirstWords.of(words)) {
			case MACHINE -> (now.verdict() == Answerer.HUMAN && !FirstWords.onlyMachinesSay(words)) ? begin(now, words)
					: toMachine(now.certain(FirstWords.onlyMachinesSay(words)));
			case SCREENER -> introduce(now);
			case HOLD -> Step.to(now, new Start(Deadline.DECIDE, FETCHING));
			case PERSON ->
				(now.verdict() == Answerer.MACHINE && now.introductions() == 0 && !FirstWords.isGreeting(words))
						? toMachine(now) : begin(now, words);
		};
	}

	private Duration patience(AnsweringState now) {
		return (now.introductions() > 0) ? FETCHING : this.rules.decide();
	}

	private Step introduce(AnsweringState now) {
		if (!this.rules.screening()) {
			return hangUp(now, Answerer.MACHINE);
		}
		Step waiting = Step.to(now.introduced(), new Start(Deadline.DECIDE, FETCHING));
		return (now.introductions() < MOST_INTRODUCTIONS) ? waiting.after(new Introduce()) : waiting;
	}

	/**
	 * Nobody is known to be there; where the carrier heard nobody either, there is none.
	 */
	private Step silent(AnsweringState now) {
		if (now.introductions() > 0) {
			return hangUp(now, Answerer.MACHINE);
		}
		if (now.verdict() == Answerer.SILENCE) {
			return now.patient() ? hangUp(now, Answerer.SILENCE)
					: Step.to(now.beingPatient(), new Start(Deadline.DECIDE, this.rules.decide()));
		}
		return begin(now, "");
	}

	private Step machine(AnsweringState now, AnsweringEvent event) {
		return switch (event) {
			case SpeechStarted() -> Step.to(now, new Stop(Deadline.PAUSE));
			case SpeechEnded(String words) -> (!now.certain() && FirstWords.isGreeting(words)) ? begin(now, words)
					: Step.to(now.certain(FirstWords.onlyMachinesSay(words)), new Start(Deadline.PAUSE, PAUSE));
			case Verdict(Answerer answerer) ->
				(answerer == Answerer.HUMAN && !now.certain()) ? begin(now, "") : Step.to(now);
			case Beep() -> leaveMessage(now, true);
			case KeyPressed() -> begin(now.told(Answerer.HUMAN), "");
			case Expired(Deadline deadline) -> (deadline == Deadline.DECIDE) ? Step.to(now) : leaveMessage(now, false);
			case SpeechUpdated _, Opened _ -> Step.to(now);
		};
	}

	private Step talking(AnsweringState now, AnsweringEvent event) {
		return switch (event) {
			case SpeechUpdated(String words) when FirstWords.onlyMachinesSay(words) ->
				toMachine(now.certain(true)).after(new Hush());
			case SpeechEnded(String words) when FirstWords.onlyMachinesSay(words) ->
				toMachine(now.certain(true)).after(new Hush());
			case SpeechEnded(String words) ->
				(FirstWords.count(words) >= ANSWER) ? Step.to(now.in(Stage.DONE)) : Step.to(now);
			case Verdict(Answerer answerer) when answerer == Answerer.MACHINE ->
				now.speaking() ? toMachine(now).after(new Hush()) : leaveMessage(now, false);
			case Beep() -> leaveMessage(now, true);
			case Verdict _, SpeechStarted _, SpeechUpdated _, KeyPressed _, Expired _, Opened _ -> Step.to(now);
		};
	}

	private Step begin(AnsweringState now, String said) {
		boolean heard = !said.isEmpty() || now.speaking() || now.verdict() == Answerer.HUMAN;
		return stopped(now.in(Stage.TALKING), new Recognised(heard ? Answerer.HUMAN : Answerer.SILENCE),
				new Begin(said));
	}

	/** A machine whose greeting may go on. */
	private Step toMachine(AnsweringState now) {
		if (!this.rules.message()) {
			return hangUp(now, Answerer.MACHINE);
		}
		Step waiting = Step.to(now.in(Stage.MACHINE), new Recognised(Answerer.MACHINE), new Stop(Deadline.DECIDE),
				new Start(Deadline.LIMIT, LIMIT));
		return now.speaking() ? waiting : waiting.after(new Start(Deadline.PAUSE, PAUSE));
	}

	private Step leaveMessage(AnsweringState now, boolean beeped) {
		if (!this.rules.message()) {
			return hangUp(now, Answerer.MACHINE);
		}
		Step leaving = stopped(now.beeped(beeped).in(Stage.MESSAGE), new LeaveMessage());
		return (now.stage() == Stage.MACHINE) ? leaving : leaving.after(new Recognised(Answerer.MACHINE));
	}

	private Step hangUp(AnsweringState now, Answerer because) {
		return stopped(now.in(Stage.DONE), new Recognised(because), new HangUp(because));
	}

	private static Step stopped(AnsweringState next, AnsweringEffect... effects) {
		return Step.to(next, effects)
			.after(new Stop(Deadline.DECIDE), new Stop(Deadline.PAUSE), new Stop(Deadline.LIMIT));
	}

}
