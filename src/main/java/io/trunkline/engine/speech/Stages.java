package io.trunkline.engine.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Reached;
import io.trunkline.engine.Utterance.Stage;

/**
 * Tells of each stage of one reply once, at the time it is reached first; asked by model
 * and voice, which may be on different threads.
 */
final class Stages {

	private final Set<Stage> reached = ConcurrentHashMap.newKeySet();

	private final LongSupplier nanoTime;

	Stages(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/** The stage if it is new, then the utterances. */
	List<Utterance> reach(Stage stage, Utterance... then) {
		return reach(stage, List.of(then));
	}

	List<Utterance> reach(Stage stage, List<Utterance> then) {
		List<Utterance> all = new ArrayList<>(then.size() + 1);
		if (this.reached.add(stage)) {
			all.add(new Reached(stage, this.nanoTime.getAsLong()));
		}
		all.addAll(then);
		return all;
	}

}
