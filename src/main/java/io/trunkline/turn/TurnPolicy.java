package io.trunkline.turn;

import java.time.Duration;
import java.util.Set;

/**
 * The numbers by which turns are taken.
 *
 * @param disclosure whether a sentence comes before the greeting that nobody may miss
 * @param guarded stock phrases that the caller cannot interrupt
 * @param bargeIn what it takes to interrupt the rest
 * @param speculation when to begin a reply before the caller has certainly finished
 * @param patience how long to wait for whom
 * @param limits when to give up
 */
public record TurnPolicy(boolean disclosure, Set<Phrase> guarded, BargeIn bargeIn, Speculation speculation,
		Patience patience, Limits limits) {

	public TurnPolicy {
		guarded = Set.copyOf(guarded);
	}

	/**
	 * When to begin a reply early.
	 *
	 * @param perTurn how often in one turn of the caller; 0 never begins early
	 * @param commitAfter the caller's turn counts as finished when so long after a
	 * probable end nothing more has come; zero waits for the certain end
	 * @param mostWaste the share of replies begun in vain, in percent, beyond which a
	 * call stops to begin early
	 */
	public record Speculation(int perTurn, Duration commitAfter, int mostWaste) {
	}

	/**
	 * How long to wait.
	 *
	 * @param silence a caller may say nothing so long before being asked
	 * @param unclear a caller's sound may go on so long without a word
	 * @param tool the agent may be silent so long while a tool runs
	 * @param owed the agent may be silent so long in any case while it owes a reply
	 * @param reply the longest wait for the first sound of a reply
	 * @param goodbye the longest time for last words once they are written
	 * @param leave the longest wait for the carrier to end the call
	 */
	public record Patience(Duration silence, Duration unclear, Duration tool, Duration owed, Duration reply,
			Duration goodbye, Duration leave) {
	}

	/**
	 * When to give up.
	 *
	 * @param reprompts how often a silent caller is asked before the goodbye
	 * @param failures replies that may fail in a row
	 * @param toolRounds how often one turn may ask the model
	 * @param maxDuration the longest call
	 * @param wrapUp so long before its end the model is told; zero, or longer than the
	 * call may be, never tells
	 */
	public record Limits(int reprompts, int failures, int toolRounds, Duration maxDuration, Duration wrapUp) {
	}

}
