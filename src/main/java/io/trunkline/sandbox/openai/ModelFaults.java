package io.trunkline.sandbox.openai;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

/**
 * What is to go wrong next: each fault strikes one valid request, in the order in which
 * they were armed. For any number of threads.
 */
public final class ModelFaults {

	private final Queue<ModelFault> armed = new ConcurrentLinkedQueue<>();

	ModelFaults() {
	}

	/** Lets something go wrong. */
	public void arm(ModelFault fault) {
		this.armed.add(fault);
	}

	/** Forgets every fault that has not struck. */
	public void clear() {
		this.armed.clear();
	}

	@Nullable ModelFault next() {
		return this.armed.poll();
	}

}
