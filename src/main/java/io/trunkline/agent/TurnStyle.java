package io.trunkline.agent;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How an agent takes turns.
 *
 * @param bargeIn what it takes to interrupt it
 * @param speculation when it begins a reply before the caller has certainly finished
 * @param patience how long it waits
 * @param reprompts how often a silent caller is asked before the goodbye
 * @param failures replies that may fail in a row before the agent gives up
 * @param toolRounds how often one turn may ask the model, tool results included
 */
public record TurnStyle(BargeIn bargeIn, Speculation speculation, Patience patience, int reprompts, int failures,
		int toolRounds) {

	/**
	 * What it takes to interrupt it. Words are compared without case and punctuation.
	 *
	 * @param acknowledgements what a listener says without wanting the floor
	 * @param farewells the same for answers to a goodbye
	 * @param stopWords what interrupts at once
	 * @param fillers what says nothing
	 * @param minimumWords so many other words interrupt
	 * @param window how long it keeps silent to find out
	 * @param guarded sentences that cannot be interrupted; the disclosure never can
	 */
	public record BargeIn(List<String> acknowledgements, List<String> farewells, List<String> stopWords,
			List<String> fillers, int minimumWords, Duration window, Set<Segment> guarded) {
	}

	/** Sentences that can be guarded from interruption. */
	public enum Segment {

		/** The first sentence. */
		GREETING,
		/** The stock goodbye. */
		GOODBYE,
		/** The stock announcement of a transfer. */
		TRANSFERRING

	}

	/**
	 * When it begins a reply early.
	 *
	 * @param perTurn how often in one turn of the caller; 0 never
	 * @param commitAfter a turn counts as finished so long after a probable end without
	 * more words; zero waits for the certain end
	 * @param mostWaste percentage of replies begun in vain beyond which a call stops it
	 */
	public record Speculation(int perTurn, Duration commitAfter, int mostWaste) {
	}

	/**
	 * How long it waits.
	 *
	 * @param silence a caller may say nothing so long before being asked
	 * @param unclear a caller's sound may go on so long without a word
	 * @param filler it may be silent so long while a tool runs
	 * @param owed it may be silent so long in any case while it owes a reply
	 * @param reply the longest wait for the first sound of a reply
	 * @param goodbye the longest time for last words once they are written
	 */
	public record Patience(Duration silence, Duration unclear, Duration filler, Duration owed, Duration reply,
			Duration goodbye) {
	}

}
