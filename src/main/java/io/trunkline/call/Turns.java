package io.trunkline.call;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.trunkline.telephony.CallLoop;
import io.trunkline.turn.Step;
import io.trunkline.turn.TurnEffect;
import io.trunkline.turn.TurnEvent;
import io.trunkline.turn.TurnPolicy;
import io.trunkline.turn.TurnState;
import io.trunkline.turn.TurnTaking;

/**
 * Hands facts to the turn function one after another on the call's loop, and has its
 * effects carried out, in order, before the next fact.
 */
final class Turns {

	private final CallLoop loop;

	private final Consumer<TurnEffect> effects;

	private final Consumer<RuntimeException> failed;

	/** Facts that came while a step was being carried out. */
	private final Queue<TurnEvent> mailbox = new ArrayDeque<>();

	private TurnTaking turnTaking;

	private TurnState state = TurnState.INITIAL;

	private boolean stepping;

	private boolean closed;

	private BiConsumer<TurnEvent, Step> witness = (event, step) -> {
	};

	/**
	 * Nothing has happened yet.
	 * @param effects carries them out
	 * @param failed told when that went wrong
	 */
	Turns(TurnPolicy policy, CallLoop loop, Consumer<TurnEffect> effects, Consumer<RuntimeException> failed) {
		this.turnTaking = new TurnTaking(policy);
		this.loop = loop;
		this.effects = effects;
		this.failed = failed;
	}

	/** Shows each step to somebody before it is carried out. */
	void show(BiConsumer<TurnEvent, Step> to) {
		this.witness = to;
	}

	TurnState state() {
		return this.state;
	}

	/** From here on turns are taken so. */
	void become(TurnPolicy policy) {
		this.turnTaking = new TurnTaking(policy);
	}

	/** Hands a fact to the turn function, now or after those that came before it. */
	void post(TurnEvent event) {
		if (!this.loop.isCurrent()) {
			this.loop.execute(() -> post(event));
			return;
		}
		this.mailbox.add(event);
		if (this.stepping || this.closed) {
			return;
		}
		this.stepping = true;
		try {
			for (TurnEvent next = this.mailbox.poll(); next != null && !this.closed; next = this.mailbox.poll()) {
				step(next);
			}
		}
		catch (RuntimeException ex) {
			this.failed.accept(ex);
		}
		finally {
			this.stepping = false;
		}
	}

	/** Nothing follows from anything any more. */
	void close() {
		this.closed = true;
	}

	private void step(TurnEvent event) {
		Step step = this.turnTaking.step(this.state, event);
		this.state = step.state();
		this.witness.accept(event, step);
		step.effects().forEach(this.effects);
	}

}
