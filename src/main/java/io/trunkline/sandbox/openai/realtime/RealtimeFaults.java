package io.trunkline.sandbox.openai.realtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

/**
 * What is to go wrong next: faults of a kind strike in the order in which they were
 * armed. For any number of threads.
 */
public final class RealtimeFaults {

	private final Queue<RealtimeFault> armed = new ConcurrentLinkedQueue<>();

	RealtimeFaults() {
	}

	/** Lets something go wrong. */
	public void arm(RealtimeFault fault) {
		this.armed.add(fault);
	}

	/** Forgets every fault that has not struck. */
	public void clear() {
		this.armed.clear();
	}

	<T extends RealtimeFault> @Nullable T next(Class<T> kind) {
		return this.armed.stream()
			.filter(kind::isInstance)
			.findFirst()
			.filter(this.armed::remove)
			.map(kind::cast)
			.orElse(null);
	}

}
