package io.trunkline.turn;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All that turn taking remembers of a conversation.
 *
 * @param phase where it stands
 * @param turn number of the agent's turn, from 1; whatever was begun for a lower one is
 * late
 * @param ducked whether the agent keeps silent because the caller spoke, until it is
 * clear what that means
 * @param phrase the stock phrase that this turn says, if it says one
 * @param farewell what follows once the current words have been heard
 * @param work what the agent does in this turn
 * @param caller the caller's latest turn
 * @param guess a reply that was begun early
 * @param strain what went wrong so far
 * @param wishes what others want, oldest first
 */
public record TurnState(Phase phase, int turn, boolean ducked, @Nullable Phrase phrase, @Nullable Farewell farewell,
		Work work, CallerTurn caller, Guess guess, Strain strain, List<Wish> wishes) {

	/** Before anything has happened. */
	public static final TurnState INITIAL = new TurnState(Phase.WAITING, 0, false, null, null, Work.NONE,
			CallerTurn.NONE, new Guess("", 0, 0, 0), new Strain(0, 0, 0), List.of());

	/** More than so many wishes at a time are not kept. */
	private static final int MOST_WISHES = 8;

	public TurnState {
		wishes = List.copyOf(wishes);
	}

	/** The agent has the floor: its words are audible, on their way, or owed. */
	boolean agentHasFloor() {
		return switch (this.phase) {
			case GREETING, THINKING, SPEAKING, ENDING -> true;
			case WAITING, LISTENING, LEAVING, OVER -> false;
		};
	}

	TurnState in(Phase next) {
		return new TurnState(next, this.turn, this.ducked, this.phrase, this.farewell, this.work, this.caller,
				this.guess, this.strain, this.wishes);
	}

	/** A fresh agent turn: nothing asked, nothing promised. */
	TurnState nextTurn(Phase next, @Nullable Phrase saying) {
		return new TurnState(next, this.turn + 1, false, saying, null, Work.NONE, this.caller, this.guess, this.strain,
				this.wishes);
	}

	/** The turn goes on with another answer of the model. */
	TurnState nextRound() {
		return new TurnState(Phase.THINKING, this.turn, this.ducked, null, null, this.work.nextRound(), this.caller,
				this.guess, this.strain, this.wishes);
	}

	TurnState leavingBy(Farewell next) {
		return new TurnState(this.phase, this.turn, this.ducked, this.phrase, next, this.work, this.caller, this.guess,
				this.strain, this.wishes);
	}

	TurnState saying(Phrase next) {
		return new TurnState(this.phase, this.turn, this.ducked, next, this.farewell, this.work, this.caller,
				this.guess, this.strain, this.wishes);
	}

	TurnState ducked(boolean now) {
		return new TurnState(this.phase, this.turn, now, this.phrase, this.farewell, this.work, this.caller, this.guess,
				this.strain, this.wishes);
	}

	TurnState with(Work next) {
		return new TurnState(this.phase, this.turn, this.ducked, this.phrase, this.farewell, next, this.caller,
				this.guess, this.strain, this.wishes);
	}

	TurnState with(CallerTurn next) {
		return new TurnState(this.phase, this.turn, this.ducked, this.phrase, this.farewell, this.work, next,
				this.guess, this.strain, this.wishes);
	}

	TurnState with(Guess next) {
		return new TurnState(this.phase, this.turn, this.ducked, this.phrase, this.farewell, this.work, this.caller,
				next, this.strain, this.wishes);
	}

	TurnState with(Strain next) {
		return new TurnState(this.phase, this.turn, this.ducked, this.phrase, this.farewell, this.work, this.caller,
				this.guess, next, this.wishes);
	}

	/** One more; too many are not kept. */
	TurnState wanting(Wish wish) {
		List<Wish> more = new ArrayList<>(this.wishes);
		more.add(wish);
		return (more.size() > MOST_WISHES) ? this : with(more);
	}

	/** The oldest of them is being fulfilled. */
	TurnState withoutFirstWish() {
		return with(this.wishes.subList(1, this.wishes.size()));
	}

	private TurnState with(List<Wish> others) {
		return new TurnState(this.phase, this.turn, this.ducked, this.phrase, this.farewell, this.work, this.caller,
				this.guess, this.strain, others);
	}

	/**
	 * The caller's latest turn.
	 *
	 * @param speaking whether it goes on
	 * @param words its transcript so far
	 * @param answered the part of it that got its answer before the certain end
	 * @param owed whether something that the caller said waits for an answer
	 * @param lastWords whether it began over the last words of the agent
	 * @param weighed whether the decision about it was put off once
	 */
	record CallerTurn(boolean speaking, String words, String answered, boolean owed, boolean lastWords,
			boolean weighed) {

		static final CallerTurn NONE = new CallerTurn(false, "", "", false, false, false);

		CallerTurn begins() {
			return new CallerTurn(true, "", "", this.owed, false, false);
		}

		CallerTurn says(String newWords) {
			return new CallerTurn(this.speaking, newWords, this.answered, this.owed, this.lastWords, this.weighed);
		}

		CallerTurn ends(String finalWords) {
			return new CallerTurn(false, finalWords, this.answered, this.owed, this.lastWords, this.weighed);
		}

		CallerTurn answeredEarly() {
			return new CallerTurn(this.speaking, this.words, this.words, this.owed, this.lastWords, this.weighed);
		}

		CallerTurn owed(boolean answer) {
			return new CallerTurn(this.speaking, this.words, this.answered, answer, this.lastWords, this.weighed);
		}

		CallerTurn overLastWords(boolean last) {
			return new CallerTurn(this.speaking, this.words, this.answered, this.owed, last, this.weighed);
		}

		CallerTurn putOff() {
			return new CallerTurn(this.speaking, this.words, this.answered, this.owed, this.lastWords, true);
		}

	}

	/**
	 * A reply begun before the caller has certainly finished.
	 *
	 * @param words what it answers; empty when there is none
	 * @param tries replies begun early in the caller's current turn
	 * @param begun the same in the whole call
	 * @param wasted those that were thrown away
	 */
	record Guess(String words, int tries, int begun, int wasted) {

		/** A call must have seen so many before their waste says anything. */
		private static final int FIRST_FEW = 4;

		boolean open() {
			return !this.words.isEmpty();
		}

		boolean mayBegin(TurnPolicy.Speculation policy) {
			boolean wasteful = this.begun >= FIRST_FEW && this.wasted * 100 > this.begun * policy.mostWaste();
			return this.tries < policy.perTurn() && !wasteful;
		}

		Guess begin(String said) {
			return new Guess(said, this.tries + 1, this.begun + 1, this.wasted);
		}

		Guess thrownAway() {
			return new Guess("", this.tries, this.begun, this.wasted + 1);
		}

		Guess cameTrue() {
			return new Guess("", this.tries, this.begun, this.wasted);
		}

		Guess nextTurn() {
			return new Guess(this.words, 0, this.begun, this.wasted);
		}

	}

	/**
	 * What went wrong so far.
	 *
	 * @param reprompts how often the silent caller has been asked
	 * @param pardons sounds without words in a row
	 * @param failures replies that failed in a row
	 */
	record Strain(int reprompts, int pardons, int failures) {

		Strain asked() {
			return new Strain(this.reprompts + 1, this.pardons, this.failures);
		}

		Strain pardoned() {
			return new Strain(this.reprompts, this.pardons + 1, this.failures);
		}

		Strain failed() {
			return new Strain(this.reprompts, this.pardons, this.failures + 1);
		}

		Strain understood() {
			return new Strain(0, 0, this.failures);
		}

		Strain succeeded() {
			return new Strain(this.reprompts, this.pardons, 0);
		}

	}

}
