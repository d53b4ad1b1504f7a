package io.trunkline.admission;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.trunkline.secret.Secret;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * The Redis that all pods share: one connection, opened without blocking anybody, and a
 * deadline for whatever is asked of it. A bean of this type exists only where
 * {@code trunkline.admission.redis-url} is set.
 */
public final class SharedRedis implements AutoCloseable {

	/** How long Redis may take for one attempt. */
	public static final Duration DEADLINE = Duration.ofMillis(150);

	private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(2);

	/** After this long without an acknowledgement the kernel gives up the connection. */
	private static final Duration SILENT_PEER = Duration.ofSeconds(3);

	/** Commands that wait for a reconnect; those past their deadline are not sent. */
	private static final int WAITING_COMMANDS = 1000;

	private final RedisURI uri;

	private final Duration deadline;

	private final ClientResources resources;

	private final RedisClient client;

	/** Guarded by this object's monitor; replaced only after it failed. */
	private CompletableFuture<StatefulRedisConnection<String, String>> connection;

	/**
	 * Begins to connect; a Redis that is not there yet is tried again when it is needed.
	 * @param url as in {@code redis://[user:password@]host[:port][/database]}
	 */
	SharedRedis(Secret url) {
		this(url, DEADLINE);
	}

	SharedRedis(Secret url, Duration deadline) {
		this.deadline = deadline;
		this.uri = parse(url);
		this.uri.setTimeout(CONNECT_DEADLINE);
		this.resources = DefaultClientResources.builder()
			.ioThreadPoolSize(2)
			.computationThreadPoolSize(2)
			.reconnectDelay(Delay.fullJitter(Duration.ZERO, Duration.ofSeconds(1), 50, TimeUnit.MILLISECONDS))
			.build();
		this.client = RedisClient.create(this.resources);
		this.client.setOptions(options());
		this.connection = connect();
	}

	/**
	 * Runs an operation with a deadline of {@link #DEADLINE}, and once more when it
	 * failed, so it must bear being done twice.
	 * @return what the operation gave, or {@link SharedRedisException}; signalled on a
	 * thread of Redis or of the timer
	 */
	public <T> Mono<T> run(Function<RedisReactiveCommands<String, String>, Publisher<T>> operation) {
		return Mono.fromFuture(this::connected, true)
			.flatMap(Function.identity())
			.flatMap((connected) -> Mono.from(operation.apply(connected.reactive())))
			.timeout(this.deadline)
			.retry(1)
			.onErrorMap(SharedRedisException::new);
	}

	/**
	 * The outcome of connecting as a value, so that a failure after the deadline is not
	 * an error which nobody takes.
	 */
	private synchronized CompletableFuture<Mono<StatefulRedisConnection<String, String>>> connected() {
		if (this.connection.isCompletedExceptionally()) {
			this.connection = connect();
		}
		return this.connection
			.handle((connected, failure) -> (failure != null) ? Mono.error(failure) : Mono.just(connected));
	}

	private CompletableFuture<StatefulRedisConnection<String, String>> connect() {
		return this.client.connectAsync(StringCodec.UTF8, this.uri).toCompletableFuture();
	}

	/** Breaks the connection off and stops the client's threads. */
	@Override
	public void close() {
		this.client.shutdown(Duration.ZERO, CONNECT_DEADLINE);
		this.resources.shutdown(0, CONNECT_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
			.awaitUninterruptibly(CONNECT_DEADLINE.toMillis());
	}

	private static RedisURI parse(Secret url) {
		try {
			return RedisURI.create(url.value());
		}
		catch (IllegalArgumentException ex) {
			// Its message would show the URL, and that may hold a password.
			throw new IllegalArgumentException("trunkline.admission.redis-url (REDIS_URL) must look like "
					+ "redis://host:6379 or rediss://user:password@host:6379");
		}
	}

	private static ClientOptions options() {
		TcpUserTimeoutOptions silence = TcpUserTimeoutOptions.builder().enable().tcpUserTimeout(SILENT_PEER).build();
		return ClientOptions.builder()
			.requestQueueSize(WAITING_COMMANDS)
			.socketOptions(SocketOptions.builder().connectTimeout(CONNECT_DEADLINE).tcpUserTimeout(silence).build())
			.build();
	}

}
