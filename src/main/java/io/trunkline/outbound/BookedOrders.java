package io.trunkline.outbound;

import io.trunkline.call.CallEvent;
import io.trunkline.call.CallListener;
import io.trunkline.call.Orders;
import io.trunkline.outbound.Placed.State;
import io.trunkline.telephony.CallLeg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Knows which order a call came of, and learns from the call that its order was carried
 * out.
 */
final class BookedOrders implements Orders, CallListener {

	private static final Logger log = LoggerFactory.getLogger(BookedOrders.class);

	private final OrderBook book;

	private final Trunks trunks;

	BookedOrders(OrderBook book, Trunks trunks) {
		this.book = book;
		this.trunks = trunks;
	}

	/** An order that counts as failed may have been placed anew: its call is nobody's. */
	@Override
	public Mono<Order> find(CallLeg leg) {
		if (!isOurs(leg)) {
			return Mono.empty();
		}
		return this.book.find(leg.tag())
			.filter((order) -> order.state() != State.FAILED)
			.doOnNext((_) -> confirm(leg))
			.map((order) -> new Order(order.agent(), order.variables()));
	}

	@Override
	public void on(CallLeg leg, CallEvent event) {
		boolean ended = event instanceof CallEvent.Ended;
		if ((ended || event instanceof CallEvent.Answered) && isOurs(leg) && isKnownToCarrier(leg)) {
			confirm(leg);
		}
		if (ended) {
			this.trunks.callEnded(leg.carrier());
		}
	}

	/** A call that this room itself gave up has no other name than ours. */
	private static boolean isKnownToCarrier(CallLeg leg) {
		return !leg.callId().value().equals(leg.tag());
	}

	/** Changes nothing about an order that was given up. */
	private void confirm(CallLeg leg) {
		this.book.advance(leg.tag(), State.PLACED).subscribe((_) -> {
		}, (failure) -> log.warn("Call {}: that it was placed could not be written down", leg.tag()));
	}

	private static boolean isOurs(CallLeg leg) {
		return leg.direction() == CallLeg.Direction.OUTBOUND && leg.tag().startsWith(OrderDesk.PREFIX);
	}

}
