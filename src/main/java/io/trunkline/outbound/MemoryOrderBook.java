package io.trunkline.outbound;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import io.trunkline.outbound.OutboundRefusedException.Kind;
import io.trunkline.outbound.Placed.State;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps orders in this process, so it serves one pod and forgets with it. At most
 * {@link #MOST}: one more is refused, since forgetting an order might dial it twice. All
 * state is guarded by the monitor of this object, held for a few map operations.
 */
final class MemoryOrderBook implements OrderBook {

	static final int MOST = 100_000;

	/** In order of arrival, which is the order of expiry. */
	private final LinkedHashMap<String, Kept> byId = new LinkedHashMap<>();

	private final Map<String, String> idByKey = new HashMap<>();

	private final LongSupplier nanoTime;

	MemoryOrderBook(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	@Override
	public Mono<BookedOrder> book(BookedOrder order) {
		return Mono.fromSupplier(() -> bookNow(order));
	}

	@Override
	public Mono<BookedOrder> byKey(String key) {
		return Mono.fromSupplier(() -> byKeyNow(key));
	}

	@Override
	public Mono<BookedOrder> find(String id) {
		return Mono.fromSupplier(() -> findNow(id));
	}

	@Override
	public Mono<State> advance(String id, State next) {
		return Mono.fromSupplier(() -> advanceNow(id, next));
	}

	@Override
	public Mono<Void> release(BookedOrder order, State latest) {
		return Mono.fromRunnable(() -> releaseNow(order, latest));
	}

	private synchronized BookedOrder bookNow(BookedOrder order) {
		dropExpired();
		BookedOrder earlier = order.hasKey() ? byKeyNow(order.key()) : null;
		if (earlier != null) {
			return earlier;
		}
		if (this.byId.size() == MOST) {
			throw new OutboundRefusedException(Kind.STORE_UNAVAILABLE,
					MOST + " calls were placed within 24 hours, which is all that fits in memory:"
							+ " set trunkline.admission.redis-url (REDIS_URL)");
		}
		this.byId.put(order.id(), new Kept(order, this.nanoTime.getAsLong() + KEPT.toNanos()));
		if (order.hasKey()) {
			this.idByKey.put(order.key(), order.id());
		}
		return order;
	}

	private synchronized @Nullable BookedOrder byKeyNow(String key) {
		String id = this.idByKey.get(key);
		return (id != null) ? findNow(id) : null;
	}

	private synchronized @Nullable BookedOrder findNow(String id) {
		dropExpired();
		Kept kept = this.byId.get(id);
		return (kept != null) ? kept.order() : null;
	}

	private synchronized @Nullable State advanceNow(String id, State next) {
		Kept kept = this.byId.get(id);
		if (kept == null) {
			return null;
		}
		if (!kept.order().state().mayBecome(next)) {
			return kept.order().state();
		}
		this.byId.put(id, new Kept(kept.order().in(next), kept.expiry()));
		return next;
	}

	private synchronized void releaseNow(BookedOrder order, State latest) {
		Kept kept = this.byId.get(order.id());
		if (kept != null && kept.order().state().compareTo(latest) <= 0) {
			advanceNow(order.id(), State.FAILED);
			this.idByKey.remove(order.key(), order.id());
		}
	}

	private void dropExpired() {
		long now = this.nanoTime.getAsLong();
		for (var oldest = this.byId.firstEntry(); oldest != null
				&& now - oldest.getValue().expiry() >= 0; oldest = this.byId.firstEntry()) {
			this.byId.remove(oldest.getKey());
			this.idByKey.remove(oldest.getValue().order().key(), oldest.getKey());
		}
	}

	/** An order and the reading of {@code nanoTime} at which it is gone. */
	private record Kept(BookedOrder order, long expiry) {
	}

}
