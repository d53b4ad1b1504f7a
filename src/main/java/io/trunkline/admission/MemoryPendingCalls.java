package io.trunkline.admission;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps expected calls in this process, so it serves one pod. At most {@link #MOST}: the
 * oldest goes when one more comes. All state is guarded by the monitor of this object,
 * held for a few map operations.
 */
final class MemoryPendingCalls implements PendingCalls {

	static final int MOST = 10_000;

	/** In order of arrival, which is the order of expiry since all live equally long. */
	private final LinkedHashMap<String, Pending> byHash = new LinkedHashMap<>();

	private final Map<String, String> hashByCall = new HashMap<>();

	private final Duration timeToLive;

	private final LongSupplier nanoTime;

	MemoryPendingCalls(Duration timeToLive, LongSupplier nanoTime) {
		this.timeToLive = timeToLive;
		this.nanoTime = nanoTime;
	}

	@Override
	public Mono<Void> put(String hash, ExpectedCall call) {
		return Mono.fromRunnable(() -> keep(hash, call));
	}

	@Override
	public Mono<ExpectedCall> take(String hash) {
		return Mono.fromSupplier(() -> takeNow(hash));
	}

	@Override
	public Mono<Void> forget(String callId) {
		return Mono.fromRunnable(() -> forgetNow(callId));
	}

	synchronized int size() {
		dropExpired();
		return this.byHash.size();
	}

	private synchronized void keep(String hash, ExpectedCall call) {
		forgetNow(call.callId());
		dropExpired();
		if (this.byHash.size() == MOST) {
			drop(this.byHash.firstEntry());
		}
		this.byHash.put(hash, new Pending(call, this.nanoTime.getAsLong() + this.timeToLive.toNanos()));
		this.hashByCall.put(call.callId(), hash);
	}

	private synchronized @Nullable ExpectedCall takeNow(String hash) {
		dropExpired();
		Pending pending = this.byHash.remove(hash);
		if (pending == null) {
			return null;
		}
		this.hashByCall.remove(pending.call().callId());
		return pending.call();
	}

	private synchronized void forgetNow(String callId) {
		String hash = this.hashByCall.remove(callId);
		if (hash != null) {
			this.byHash.remove(hash);
		}
	}

	private void dropExpired() {
		long now = this.nanoTime.getAsLong();
		for (var oldest = this.byHash.firstEntry(); oldest != null
				&& now - oldest.getValue().expiry() >= 0; oldest = this.byHash.firstEntry()) {
			drop(oldest);
		}
	}

	private void drop(Map.Entry<String, Pending> entry) {
		this.byHash.remove(entry.getKey());
		this.hashByCall.remove(entry.getValue().call().callId());
	}

	/** A call and the reading of {@code nanoTime} at which it is gone. */
	private record Pending(ExpectedCall call, long expiry) {
	}

}
