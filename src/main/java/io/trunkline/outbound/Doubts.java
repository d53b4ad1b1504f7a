package io.trunkline.outbound;

import java.time.Duration;

import io.trunkline.call.PlacedCalls;
import io.trunkline.outbound.Placed.State;
import io.trunkline.telephony.CallLeg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Orders whose reply was lost. One of which no webhook tells within
 * {@link BookedOrder#DOUBT} has failed.
 */
final class Doubts implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(Doubts.class);

	private final OrderBook book;

	private final PlacedCalls placedCalls;

	private final Scheduler scheduler;

	private final Disposable.Composite open = Disposables.composite();

	Doubts(OrderBook book, PlacedCalls placedCalls, Scheduler scheduler) {
		this.book = book;
		this.placedCalls = placedCalls;
		this.scheduler = scheduler;
	}

	/** Begins to wait for word of this call. */
	void about(String id, CallLeg leg) {
		Disposable.Swap waiting = Disposables.swap();
		this.open.add(waiting);
		waiting.update(Mono.delay(BookedOrder.DOUBT, this.scheduler)
			.then(this.book.advance(id, State.FAILED)
				.retryWhen(Retry.fixedDelay(10, Duration.ofMinutes(1)).scheduler(this.scheduler)))
			.defaultIfEmpty(State.FAILED)
			.doFinally((_) -> this.open.remove(waiting))
			.subscribe((state) -> decide(leg, state),
					(failure) -> log.error("Call {}: nobody knows what became of it", id, failure)));
	}

	/** How many orders are in doubt. */
	int size() {
		return this.open.size();
	}

	/** Waits no longer. */
	@Override
	public void close() {
		this.open.dispose();
	}

	private void decide(CallLeg leg, State state) {
		if (state == State.FAILED) {
			this.placedCalls.notPlaced(leg, "the carrier's reply was lost, and nothing was heard of the call");
		}
	}

}
