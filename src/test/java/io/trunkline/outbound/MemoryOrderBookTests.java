package io.trunkline.outbound;

import java.util.concurrent.atomic.AtomicLong;

import io.trunkline.outbound.OutboundRefusedException.Kind;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryOrderBookTests implements OrderBookContract {

	/** Begins just before the overflow, which a reading of nanoTime may do. */
	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);

	private final MemoryOrderBook book = new MemoryOrderBook(this.nanoTime::get);

	@Override
	public OrderBook book() {
		return this.book;
	}

	@Test
	void anOrderIsKeptForADay() {
		BookedOrder order = OrderBookContract.order("out-day", "key-day");
		this.book.book(order).block();
		this.nanoTime.addAndGet(OrderBook.KEPT.toNanos() - 1);
		StepVerifier.create(this.book.byKey("key-day")).expectNext(order).verifyComplete();
		this.nanoTime.addAndGet(1);
		StepVerifier.create(this.book.byKey("key-day")).verifyComplete();
		StepVerifier.create(this.book.find("out-day")).verifyComplete();
	}

	@Test
	void aFullBookRefusesRatherThanForget() {
		for (int i = 0; i < MemoryOrderBook.MOST; i++) {
			this.book.book(OrderBookContract.order("out-" + i, "key-" + i)).block();
		}
		StepVerifier.create(this.book.book(OrderBookContract.order("out-more", "key-more")))
			.expectErrorSatisfies((failure) -> assertThat(failure).hasMessageContaining("REDIS_URL")
				.isInstanceOfSatisfying(OutboundRefusedException.class,
						(refusal) -> assertThat(refusal.kind()).isEqualTo(Kind.STORE_UNAVAILABLE)))
			.verify();
		StepVerifier.create(this.book.byKey("key-0")).expectNextCount(1).verifyComplete();
		this.nanoTime.addAndGet(OrderBook.KEPT.toNanos());
		StepVerifier.create(this.book.book(OrderBookContract.order("out-more", "key-more")))
			.expectNextCount(1)
			.verifyComplete();
	}

}
