package io.trunkline.call;

import java.time.Duration;
import java.util.List;

import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Gives forth what was planned, each part in its time. Where it lingers, what is under
 * way still comes for a moment after it was cancelled.
 */
final class SimulatedReply implements Publisher<Utterance>, Subscription {

	private static final long LINGERING = 250;

	private static final long NEVER = Long.MAX_VALUE / 2;

	private final World world;

	private final Plan plan;

	private final Pace pace;

	private final Disposable.Swap waiting = Disposables.swap();

	private @Nullable Subscriber<? super Utterance> subscriber;

	private int next;

	/** When the part before was due. */
	private long lastAt;

	private long cancelledAt = NEVER;

	SimulatedReply(World world, Plan plan, Pace pace) {
		this.world = world;
		this.plan = plan;
		this.pace = pace;
	}

	@Override
	public void subscribe(Subscriber<? super Utterance> subscriber) {
		this.world.require(this.subscriber == null, () -> "a reply has two subscribers");
		this.subscriber = subscriber;
		subscriber.onSubscribe(this);
		goOn(subscriber);
	}

	@Override
	public void request(long n) {
		// No reply is longer than what any subscriber asks for at first.
	}

	@Override
	public void cancel() {
		this.cancelledAt = Math.min(this.cancelledAt, this.world.now());
		if (!this.plan.lingers()) {
			this.waiting.dispose();
		}
	}

	private void goOn(Subscriber<? super Utterance> to) {
		while (this.next < this.plan.parts().size()) {
			Part part = this.plan.parts().get(this.next);
			if (part.at() > this.lastAt) {
				long wait = part.at() - this.lastAt;
				this.lastAt = part.at();
				this.waiting.update(this.world.after(wait, () -> goOn(to)));
				return;
			}
			if (this.world.now() > this.cancelledAt + (this.plan.lingers() ? LINGERING : -1)) {
				return;
			}
			this.next++;
			if (part.what() instanceof Utterance what) {
				to.onNext(what);
			}
			else if (part.what() instanceof Duration position) {
				if (this.cancelledAt < NEVER) {
					return;
				}
				boolean[] atOnce = { true, false };
				this.waiting.update(this.pace.heard(position).subscribe((nothing) -> {
				}, (cause) -> {
				}, () -> {
					atOnce[1] = true;
					if (!atOnce[0]) {
						goOn(to);
					}
				}));
				atOnce[0] = false;
				if (!atOnce[1]) {
					return;
				}
			}
			else if (part.what() instanceof Throwable cause) {
				to.onError(cause);
				return;
			}
			else {
				to.onComplete();
				return;
			}
		}
	}

	/** What a part may be that is neither sound nor text. */
	enum End {

		/** All is said. */
		COMPLETE

	}

	/**
	 * Something in its time.
	 *
	 * @param at milliseconds since the subscription, if nothing had to be waited for
	 * @param what an utterance, a position to wait for, a failure, or the end
	 */
	record Part(long at, Object what) {
	}

	/** Parts in the order of their time; nothing ends it if the last part does not. */
	record Plan(List<Part> parts, boolean lingers) {
	}

}
