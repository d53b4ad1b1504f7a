package io.trunkline.outbound;

import java.time.Duration;

import io.trunkline.outbound.Placed.State;
import reactor.core.publisher.Mono;

/**
 * Every order of the last 24 hours. All methods are cold, fail with
 * {@link OutboundRefusedException} of kind
 * {@link OutboundRefusedException.Kind#STORE_UNAVAILABLE} when it cannot be said whether
 * they did anything, and may be tried again then.
 */
interface OrderBook {

	/** How long an idempotency key stands for its order. */
	Duration KEPT = Duration.ofHours(24);

	/**
	 * Writes an order down unless its key stands for another.
	 * @return the order that the key stands for: this one or the earlier
	 */
	Mono<BookedOrder> book(BookedOrder order);

	/** The order that a key stands for, by the key's hash. */
	Mono<BookedOrder> byKey(String key);

	/** The order of this name. */
	Mono<BookedOrder> find(String id);

	/**
	 * Takes an order on to a later state; see {@link State#mayBecome}.
	 * @return the state it has then, whether or not it was changed; empty when there is
	 * no such order
	 */
	Mono<State> advance(String id, State next);

	/**
	 * Gives an order up that certainly was not dialled: it has failed, and its key may
	 * stand for another. Does nothing about an order that has gone further than its owner
	 * thinks.
	 * @param latest {@link State#DIALLING} for whoever has the order in hand,
	 * {@link State#QUEUED} for everybody else
	 */
	Mono<Void> release(BookedOrder order, State latest);

}
