package io.trunkline.sandbox.carrier;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.EventLoop;
import io.trunkline.sandbox.line.FrameClock;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * The event loops of one carrier, each of which carries calls, and its connections. For
 * any number of threads.
 */
public final class Network {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final LoopResources loops;

	/**
	 * A peer that keeps connections for 15 s never closes one that is about to be used.
	 */
	private final ConnectionProvider webhooks;

	private final ConnectionProvider sockets = ConnectionProvider.newConnection();

	private final Map<EventLoop, FrameClock> clocks = new ConcurrentHashMap<>();

	/**
	 * Makes it.
	 * @param name begins the names of its threads
	 */
	public Network(String name) {
		this.loops = LoopResources.create(name, 1, Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);
		this.webhooks = ConnectionProvider.builder(name + "-webhooks")
			.maxConnections(1000)
			.pendingAcquireMaxCount(10_000)
			.maxIdleTime(Duration.ofSeconds(5))
			.build();
	}

	/** Sends webhooks, over connections that are kept for a while. */
	public HttpClient webhooks() {
		return HttpClient.create(this.webhooks).runOn(this.loops);
	}

	/** Makes a connection of its own for each media socket. */
	public HttpClient sockets() {
		return HttpClient.create(this.sockets);
	}

	/** A loop for the next call. */
	public EventLoop next() {
		return this.loops.onClient(true).next();
	}

	/** The beat of a loop, on which this is called. */
	public FrameClock clock(EventLoop loop) {
		return this.clocks.computeIfAbsent(loop, FrameClock::new);
	}

	/**
	 * Closes all connections and ends the loops. Blocks until that is done, a few seconds
	 * at most.
	 * @param goodbyes done before
	 */
	public void close(Publisher<?> goodbyes) {
		Flux.from(goodbyes)
			.then(Mono.defer(this.webhooks::disposeLater))
			.then(this.sockets.disposeLater())
			.then(this.loops.disposeLater(Duration.ZERO, PATIENCE))
			.block(PATIENCE.multipliedBy(2));
	}

}
