package io.trunkline.turn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the agent does in one turn.
 *
 * @param rounds how often it has asked the model
 * @param asks tool calls of the current round, in their order
 * @param done those of them that have a result
 * @param whole whether the round's answer is whole
 * @param sounded whether the turn has been audible
 * @param line what of the round's sound is on the line
 * @param fills how often a phrase bridged its silence
 */
record Work(int rounds, List<ToolAsk> asks, Set<String> done, boolean whole, boolean sounded, Line line, int fills) {

	static final Work NONE = new Work(1, List.of(), Set.of(), false, false, Line.NOTHING, 0);

	Work {
		asks = List.copyOf(asks);
		done = Set.copyOf(done);
	}

	/** A tool is running. */
	boolean pending() {
		return this.asks.stream().anyMatch((ask) -> ask instanceof ToolAsk.Run && !this.done.contains(ask.id()));
	}

	/** Nothing was asked for that the model has to answer. */
	boolean onlyAsides() {
		return !this.asks.isEmpty() && this.asks.stream().allMatch(ToolAsk.Aside.class::isInstance);
	}

	/** Calls that the history has no result of. */
	List<ToolAsk> open() {
		return this.asks.stream().filter((ask) -> !this.done.contains(ask.id())).toList();
	}

	Work asked(ToolAsk ask) {
		List<ToolAsk> more = new ArrayList<>(this.asks);
		more.add(ask);
		return new Work(this.rounds, more, this.done, this.whole, this.sounded, this.line, this.fills);
	}

	Work done(String askId) {
		Set<String> more = new HashSet<>(this.done);
		more.add(askId);
		return new Work(this.rounds, this.asks, more, this.whole, this.sounded, this.line, this.fills);
	}

	Work nextRound() {
		return new Work(this.rounds + 1, List.of(), Set.of(), false, this.sounded,
				(this.line == Line.DRY) ? Line.NOTHING : this.line, this.fills);
	}

	/** Sound of this round, if there is any, has been heard or will be. */
	Work asWhole(boolean silent) {
		Line next = (!silent && this.line == Line.NOTHING) ? Line.RUNNING : this.line;
		return new Work(this.rounds, this.asks, this.done, true, this.sounded, next, this.fills);
	}

	Work audible() {
		return new Work(this.rounds, this.asks, this.done, this.whole, true, Line.RUNNING, this.fills);
	}

	Work dry() {
		return new Work(this.rounds, this.asks, this.done, this.whole, this.sounded,
				(this.line == Line.RUNNING) ? Line.DRY : this.line, this.fills);
	}

	Work filled() {
		return new Work(this.rounds, this.asks, this.done, this.whole, this.sounded, this.line, this.fills + 1);
	}

	/** What of a round's sound is on the line. */
	enum Line {

		/** None yet. */
		NOTHING,
		/** Some, or all of it waits behind a phrase in between. */
		RUNNING,
		/** All there is has been heard. */
		DRY

	}

}
