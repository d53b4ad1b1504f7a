package io.trunkline.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Places calls nowhere, and each key only once. */
final class FakePlacing implements CallPlacing {

	final List<Order> orders = new CopyOnWriteArrayList<>();

	private final ConcurrentHashMap<String, Order> keys = new ConcurrentHashMap<>();

	private final ConcurrentHashMap<Order, String> ids = new ConcurrentHashMap<>();

	private final AtomicInteger count = new AtomicInteger();

	private volatile @Nullable Throwable failure;

	/** The next orders fail like this; null lets them pass again. */
	void failWith(@Nullable Throwable next) {
		this.failure = next;
	}

	@Override
	public Mono<Placed> place(Order order) {
		Throwable next = this.failure;
		if (next != null) {
			return Mono.error(next);
		}
		this.orders.add(order);
		String key = order.idempotencyKey().orElseGet(() -> "none-" + this.count.incrementAndGet());
		Order known = this.keys.putIfAbsent(key, order);
		if (known != null && !known.equals(order)) {
			return Mono.error(new PlacingRefusedException(Kind.KEY_REUSED, "Choose another key.", Optional.empty()));
		}
		String id = this.ids.computeIfAbsent(order, (_) -> "o-" + this.count.incrementAndGet());
		return Mono.just(new Placed(id, known != null));
	}

}
