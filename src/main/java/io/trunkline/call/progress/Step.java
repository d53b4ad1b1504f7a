package io.trunkline.call.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows from a fact.
 *
 * @param progress where the call stands then
 * @param duties what is to be done, in this order
 */
public record Step(Progress progress, List<Duty> duties) {

	public Step {
		duties = List.copyOf(duties);
	}

	static Step to(Progress progress, Duty... duties) {
		return new Step(progress, List.of(duties));
	}

	/** The same with more to be done first. */
	Step after(List<? extends Duty> first) {
		List<Duty> all = new ArrayList<>(first);
		all.addAll(this.duties);
		return new Step(this.progress, all);
	}

	Step after(Duty... first) {
		return after(List.of(first));
	}

	Step and(Duty... more) {
		List<Duty> all = new ArrayList<>(this.duties);
		all.addAll(List.of(more));
		return new Step(this.progress, all);
	}

	/** From here on this deadline counts and no other. */
	Step within(Duration time) {
		Progress watched = this.progress.watched();
		return new Step(watched, this.duties).and(new Duty.Watch(watched.watch(), time));
	}

	/** From here on nothing expires. */
	Step resting() {
		return new Step(this.progress.watched(), this.duties).and(new Duty.Rest());
	}

}
