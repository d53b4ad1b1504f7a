package io.trunkline.turn;

import java.util.ArrayList;
import java.util.List;

/**
 * What follows from an event.
 *
 * @param state the conversation from now on
 * @param effects what to do, in this order
 */
public record Step(TurnState state, List<TurnEffect> effects) {

	public Step {
		effects = List.copyOf(effects);
	}

	static Step to(TurnState state, TurnEffect... effects) {
		return new Step(state, List.of(effects));
	}

	/** The same with more to do at the end. */
	Step and(TurnEffect... more) {
		return and(List.of(more));
	}

	/** The same with more to do at the end. */
	Step and(List<TurnEffect> more) {
		return new Step(this.state, more).after(this.effects);
	}

	Step after(TurnEffect earlier) {
		return after(List.of(earlier));
	}

	/** Effects of an earlier step, then those of this one. */
	Step after(List<TurnEffect> earlier) {
		List<TurnEffect> all = new ArrayList<>(earlier);
		all.addAll(this.effects);
		return new Step(this.state, all);
	}

}
