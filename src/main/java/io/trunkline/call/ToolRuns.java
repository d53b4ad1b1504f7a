package io.trunkline.call;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import io.trunkline.agent.tool.Deed;
import io.trunkline.agent.tool.Effect;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * The tools that a call runs. One that only reads is given up with the call; one that
 * changes something runs to its end, whoever still waits for it. Belongs to the loop.
 */
final class ToolRuns {

	private final Scheduler loop;

	private final Map<String, Deed.Run> asked = new HashMap<>();

	private final Map<String, Disposable> reading = new HashMap<>();

	private boolean closed;

	ToolRuns(Scheduler loop) {
		this.loop = loop;
	}

	/** The model asks for it; nothing runs yet. */
	void asked(String askId, Deed.Run tool) {
		this.asked.put(askId, tool);
	}

	/**
	 * Runs it, once.
	 * @param then gets the result on the loop, unless the tool was given up or the call
	 * is over
	 */
	void run(String askId, Consumer<String> then) {
		Deed.Run tool = Objects.requireNonNull(this.asked.remove(askId), "a tool that was not asked for");
		Disposable.Swap running = Disposables.swap();
		if (tool.effect() == Effect.READ) {
			this.reading.put(askId, running);
		}
		running.update(tool.result().publishOn(this.loop).subscribe((result) -> {
			this.reading.remove(askId);
			if (!this.closed) {
				then.accept(result);
			}
		}));
	}

	void cancel(String askId) {
		Disposable running = this.reading.remove(askId);
		if (running != null) {
			running.dispose();
		}
	}

	void close() {
		this.closed = true;
		this.reading.values().forEach(Disposable::dispose);
		this.reading.clear();
	}

}
