package io.trunkline.sandbox.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the sound of all streams of one call was played. */
public final class Playouts {

	private final List<PlayoutQueue> queues = new ArrayList<>();

	public void add(PlayoutQueue queue) {
		this.queues.add(queue);
	}

	/** How many streams there were. */
	public int count() {
		return this.queues.size();
	}

	int underruns() {
		return this.queues.stream().mapToInt(PlayoutQueue::underruns).sum();
	}

	Duration underrun() {
		return this.queues.stream().map(PlayoutQueue::underrun).reduce(Duration.ZERO, Duration::plus);
	}

	Duration longest() {
		return this.queues.stream().map(PlayoutQueue::longest).max(Duration::compareTo).orElse(Duration.ZERO);
	}

}
