package io.trunkline.language.openai;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpHeaders;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of chat completions on a loopback socket, which gives the answers it was told,
 * one for each request, and records what it was asked.
 */
final class FakeChatServer implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

	private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

	private final DisposableServer server;

	FakeChatServer() {
		this(UnaryOperator.identity());
	}

	FakeChatServer(UnaryOperator<HttpServer> settings) {
		this.server = settings.apply(HttpServer.create()).host("127.0.0.1").port(0).handle(this::handle).bindNow();
	}

	/** How to answer one request. */
	interface Answer extends Function<HttpServerResponse, Publisher<Void>> {

	}

	/**
	 * What came.
	 *
	 * @param connection the same for requests on one connection, or one HTTP/2 stream
	 * @param parent the same for requests on one HTTP/2 connection, or 0
	 * @param closed {@link System#nanoTime()} when the connection or the stream closed
	 */
	record Request(String path, HttpHeaders headers, String body, int connection, int parent,
			CompletableFuture<Long> closed) {

		long awaitClose() {
			return this.closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
		}

	}

	FakeChatServer willAnswer(Answer... next) {
		this.answers.addAll(Arrays.asList(next));
		return this;
	}

	URI baseUrl(String scheme) {
		return URI.create(scheme + "://127.0.0.1:" + this.server.port() + "/v1");
	}

	/** The next request, which must come. */
	Request takeRequest() {
		try {
			Request request = this.requests.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			assertThat(request).as("a request").isNotNull();
			return request;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** How many requests came and were not taken. */
	int waitingRequests() {
		return this.requests.size();
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

	private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		CompletableFuture<Long> closed = new CompletableFuture<>();
		int[] ids = new int[2];
		request.withConnection((connection) -> {
			Channel channel = connection.channel();
			channel.closeFuture().addListener((_) -> closed.complete(System.nanoTime()));
			ids[0] = channel.hashCode();
			// The parent of an HTTP/1.1 connection is the listening socket.
			ids[1] = (channel.parent() instanceof SocketChannel) ? channel.parent().hashCode() : 0;
		});
		return request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
			this.requests
				.add(new Request(request.uri(), request.requestHeaders().copy(), body, ids[0], ids[1], closed));
			Answer answer = this.answers.poll();
			return Mono.from((answer != null) ? answer.apply(response) : response.status(500).send());
		});
	}

	/** Sends these chunks as events, one by one, and ends the body. */
	static Answer events(String... data) {
		return parts(Stream.of(data).map((event) -> "data: " + event + "\n\n").toArray(String[]::new));
	}

	/** Sends these parts of a body, one by one, and ends it. */
	static Answer parts(String... parts) {
		return body(Flux.fromArray(parts));
	}

	/** Sends these parts of a body and leaves the connection open. */
	static Answer held(String... parts) {
		return body(Flux.concat(Flux.fromArray(parts), Flux.never()));
	}

	/** Sends these parts of a body and breaks the connection. */
	static Answer broken(String... parts) {
		return (response) -> Mono
			.from(body(Flux.fromArray(parts).concatWith(Flux.error(new IllegalStateException("cut")))).apply(response));
	}

	/** Sends a body byte by byte. */
	static Answer byteByByte(String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return bytes(Flux.range(0, bytes.length).map((i) -> new byte[] { bytes[i] }));
	}

	static Answer body(Flux<String> parts) {
		return bytes(parts.map((part) -> part.getBytes(StandardCharsets.UTF_8)));
	}

	private static Answer bytes(Flux<byte[]> parts) {
		return (response) -> response.header("content-type", "text/event-stream; charset=utf-8")
			.send(parts.map(Unpooled::wrappedBuffer), (_) -> true);
	}

	/** Never answers. */
	static Answer silence() {
		return (_) -> Mono.never();
	}

	/** Closes the connection instead of answering. */
	static Answer hangUp() {
		return (response) -> {
			response.withConnection((connection) -> connection.channel().close());
			return Mono.never();
		};
	}

	/** Refuses; the headers are name, value, name, value. */
	static Answer refusal(int status, String body, String... headers) {
		return (response) -> {
			List.of(0, 2, 4)
				.stream()
				.filter((i) -> i < headers.length)
				.forEach((i) -> response.header(headers[i], headers[i + 1]));
			return response.status(status).header("content-type", "application/json").sendString(Mono.just(body));
		};
	}

}
