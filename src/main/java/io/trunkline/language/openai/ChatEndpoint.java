package io.trunkline.language.openai;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;
import reactor.util.context.Context;

/**
 * The one server that this room talks to, with the connections to it. Nothing blocks; the
 * events of an exchange come on its connection's event loop.
 */
final class ChatEndpoint implements AutoCloseable {

	private static final Duration TLS_HANDSHAKE = Duration.ofSeconds(3);

	private final OpenAiProperties properties;

	private final ConnectionProvider connections;

	private final Scheduler timer;

	private final WebClient client;

	ChatEndpoint(OpenAiProperties properties, ConnectionProvider connections, HttpClient http, Scheduler timer) {
		this.properties = properties;
		this.connections = connections;
		this.timer = timer;
		this.client = WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(http.doOnRequest(CancelLoop::learn)))
			.defaultHeaders(this::addHeaders)
			.build();
	}

	/** Makes the pool; it belongs to the endpoint that is built with it. */
	static ConnectionProvider connections(OpenAiProperties.Pool pool) {
		return ConnectionProvider.builder("openai")
			.maxConnections(pool.maxConnections())
			.pendingAcquireMaxCount(pool.maxConnections())
			.pendingAcquireTimeout(pool.acquireTimeout())
			.maxIdleTime(pool.maxIdle())
			.evictInBackground(pool.maxIdle())
			.lifo()
			.build();
	}

	/** The retry is ours alone, so that it is counted and happens once. */
	static HttpClient http(OpenAiProperties properties, ConnectionProvider connections) {
		HttpClient http = HttpClient.create(connections)
			.disableRetry(true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) properties.timeouts().connect().toMillis());
		if (!properties.isEncrypted()) {
			return http;
		}
		boolean http2 = properties.pool().http2();
		SslProvider.GenericSslContextSpec<?> context = http2 ? Http2SslContextSpec.forClient()
				: Http11SslContextSpec.forClient();
		HttpClient encrypted = http.secure((tls) -> tls.sslContext(context).handshakeTimeout(TLS_HANDSHAKE));
		return http2 ? encrypted.protocol(HttpProtocol.H2, HttpProtocol.HTTP11) : encrypted;
	}

	/**
	 * Sends a request on subscription and reads the answer. Cancelling it before
	 * {@link ChatEvent.Done} closes the exchange at once: the connection under HTTP/1.1,
	 * the stream under HTTP/2.
	 * @return the events up to the end of the body; fails with a {@link ChatFailure} if
	 * the server refuses, with whatever happened if the connection breaks
	 */
	Flux<ChatEvent> exchange(byte[] request) {
		return Flux.defer(() -> {
			CancelLoop loop = new CancelLoop();
			return this.client.post()
				.uri(this.properties.endpoint())
				.contentType(MediaType.APPLICATION_JSON)
				.accept(MediaType.TEXT_EVENT_STREAM)
				.bodyValue(request)
				.exchangeToFlux(this::events)
				.contextWrite(Context.of(CancelLoop.class, loop))
				.cancelOn(Schedulers.fromExecutor(loop));
		});
	}

	@Override
	public void close() {
		this.connections.dispose();
	}

	private void addHeaders(HttpHeaders headers) {
		if (this.properties.apiKey().isSet()) {
			String name = this.properties.authHeader();
			String key = this.properties.apiKey().value();
			headers.set(name, HttpHeaders.AUTHORIZATION.equalsIgnoreCase(name) ? "Bearer " + key : key);
		}
		this.properties.extraHeaders().forEach((name, value) -> headers.set(name, value.value()));
	}

	private Flux<ChatEvent> events(ClientResponse response) {
		return isStream(response) ? read(response.body(BodyExtractors.toDataBuffers())) : refusal(response);
	}

	/** Some compatible servers name another type than the right one, or none. */
	private static boolean isStream(ClientResponse response) {
		boolean document = response.headers()
			.contentType()
			.filter((type) -> MediaType.APPLICATION_JSON.includes(type) || MediaType.TEXT_HTML.includes(type))
			.isPresent();
		return response.statusCode().is2xxSuccessful() && !document;
	}

	/** Reads a body; each buffer is released, also when the reader leaves. */
	Flux<ChatEvent> read(Flux<DataBuffer> body) {
		EventReader reader = new EventReader();
		return new LingeringBody(body, reader::isDone, this.timer).concatMapIterable(reader::read, 1)
			.concatWith(Flux.defer(() -> Flux.fromIterable(reader.end())))
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release);
	}

	private static Flux<ChatEvent> refusal(ClientResponse response) {
		return response.bodyToMono(String.class)
			.onErrorResume((_) -> Mono.empty())
			.map(ErrorBody::parse)
			.defaultIfEmpty(ErrorBody.NONE)
			.flatMapMany((body) -> Flux
				.error(ChatFailure.refused(response.statusCode().value(), response.headers().asHttpHeaders(), body)));
	}

	/**
	 * Cancels one exchange on the event loop of its connection, once it has one. A cancel
	 * on another thread may meet the arriving response half-way, and then either nobody
	 * closes the connection or it is read to its end: the model would talk on to nobody.
	 */
	private static final class CancelLoop implements Executor {

		/** Written on the loop itself, read where the exchange is cancelled. */
		private volatile @Nullable EventLoop loop;

		static void learn(HttpClientRequest request, Connection connection) {
			CancelLoop exchange = request.currentContextView().get(CancelLoop.class);
			exchange.loop = connection.channel().eventLoop();
		}

		@Override
		public void execute(Runnable cancel) {
			EventLoop known = this.loop;
			if (known == null || known.inEventLoop()) {
				cancel.run();
			}
			else {
				known.execute(cancel);
			}
		}

	}

	/** The state of one body: owned by its exchange, used from one thread at a time. */
	private static final class EventReader {

		private final SseSplitter splitter = new SseSplitter();

		/** Also read by whoever cancels. */
		private volatile boolean done;

		boolean isDone() {
			return this.done;
		}

		List<ChatEvent> read(DataBuffer buffer) {
			List<ChatEvent> events = new ArrayList<>();
			try (DataBuffer.ByteBufferIterator parts = buffer.readableByteBuffers()) {
				while (parts.hasNext()) {
					ByteBuffer part = parts.next();
					this.splitter.feed(part).forEach((event) -> add(event, events));
				}
			}
			finally {
				DataBufferUtils.release(buffer);
			}
			return events;
		}

		List<ChatEvent> end() {
			List<ChatEvent> events = new ArrayList<>();
			this.splitter.end().forEach((event) -> add(event, events));
			return events;
		}

		private void add(SseSplitter.Event event, List<ChatEvent> events) {
			ChatEvent decoded = ChatEvent.decode(event);
			this.done |= decoded instanceof ChatEvent.Done;
			events.add(decoded);
		}

	}

}
