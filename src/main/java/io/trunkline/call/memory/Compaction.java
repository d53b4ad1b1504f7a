package io.trunkline.call.memory;

import java.util.List;

import io.trunkline.engine.EngineSession;
import io.trunkline.language.Message;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps a long conversation within its budget: has the engine summarise the oldest part
 * while the conversation goes on, and puts the summary in its place. No turn waits for
 * it. Belongs to the call's loop.
 */
public final class Compaction {

	/** Beyond so many times the budget the oldest part goes without a summary. */
	private static final int PATIENCE = 3;

	private static final String LEFT_OUT = "The oldest part of the conversation was left out here.";

	private final EngineSession session;

	private final Dialogue dialogue;

	private final Scheduler loop;

	/** Ends a summary that takes too long. */
	private final Mono<Void> deadline;

	private final Disposable.Swap summary = Disposables.swap();

	private boolean running;

	/** Size at which the next try is due: a failed one is not repeated at once. */
	private int dueAt;

	/**
	 * @param deadline completes when one summary has taken too long; subscribed to for
	 * each
	 */
	public Compaction(EngineSession session, Dialogue dialogue, Scheduler loop, Mono<Void> deadline) {
		this.session = session;
		this.dialogue = dialogue;
		this.loop = loop;
		this.deadline = deadline;
	}

	/**
	 * To be called between turns.
	 * @param budget how many characters of talk the history may hold; what tools gave
	 * does not count, since it is never given away
	 */
	public void check(int budget) {
		int size = this.dialogue.talk();
		if (this.running || size <= Math.max(budget, this.dueAt)) {
			return;
		}
		List<Message> oldest = this.dialogue.oldest();
		if (oldest.isEmpty()) {
			return;
		}
		this.running = true;
		this.summary.update(this.session.summarise(oldest)
			.takeUntilOther(this.deadline)
			.onErrorComplete()
			.defaultIfEmpty("")
			.publishOn(this.loop)
			.subscribe((text) -> summarised(oldest.size(), text.strip(), budget)));
	}

	public void close() {
		this.summary.dispose();
	}

	private void summarised(int count, String text, int budget) {
		this.running = false;
		if (!text.isEmpty()) {
			this.dialogue.compact(count, "Summary of the conversation so far: " + text);
			this.dueAt = 0;
		}
		else if (this.dialogue.talk() > budget * PATIENCE) {
			this.dialogue.compact(count, LEFT_OUT);
			this.dueAt = 0;
		}
		else {
			this.dueAt = this.dialogue.talk() + budget / 4;
		}
	}

}
