package io.trunkline.sandbox.carrier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The calls of an account: those of which something is left, and what is known of the
 * latest. For any number of threads.
 *
 * @param <C> a call
 * @param <K> what is known of one
 */
public final class CallBook<C, K> {

	private static final int REMEMBERED = 1000;

	private final Map<String, C> active = new ConcurrentHashMap<>();

	private final Sinks.Many<C> ordered = Sinks.many().replay().limit(REMEMBERED);

	private final LinkedHashMap<String, K> known = new LinkedHashMap<>();

	public void add(String callId, C call) {
		this.active.put(callId, call);
	}

	/** Nothing is left of it. */
	public void finished(String callId) {
		this.active.remove(callId);
	}

	/** A call of which something is left. */
	public @Nullable C active(String callId) {
		return this.active.get(callId);
	}

	public List<C> active() {
		return List.copyOf(this.active.values());
	}

	/** The service has ordered this call. */
	public synchronized void order(C call) {
		this.ordered.tryEmitNext(call);
	}

	/** The latest calls that the service has ordered, then those to come. */
	public Flux<C> ordered() {
		return this.ordered.asFlux();
	}

	/** Keeps what is known of a call, as long as it is one of the latest. */
	public synchronized void remember(String callId, K what) {
		this.known.put(callId, what);
		if (this.known.size() > REMEMBERED) {
			this.known.pollFirstEntry();
		}
	}

	public synchronized Optional<K> known(String callId) {
		return Optional.ofNullable(this.known.get(callId));
	}

	/** What is known of the latest calls, the latest first. */
	public synchronized List<K> known() {
		return List.copyOf(this.known.sequencedValues().reversed());
	}

}
