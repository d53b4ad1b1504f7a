package io.trunkline.outbound;

import reactor.core.publisher.Mono;

/** Places calls. Every method is cold, blocks nobody and has a deadline. */
public interface OutboundCalls {

	/**
	 * Has a carrier dial, once for all requests of 24 hours with the same idempotency
	 * key. Waits for the carrier's word for {@code trunkline.outbound.answer-within}; an
	 * order that takes longer goes on by itself, also when nobody waits for it any more.
	 * @return what has become of the order; fails with {@link OutboundRefusedException},
	 * and then nobody was dialled
	 */
	Mono<Placed> place(PlaceCall call);

	/**
	 * What has become of an order of the last 24 hours, on whatever pod.
	 * @param id as {@link Placed#id()} told it
	 * @return empty when there is no such order; fails with
	 * {@link OutboundRefusedException} when the store cannot say
	 */
	Mono<Placed> find(String id);

}
