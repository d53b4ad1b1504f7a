package io.trunkline.agent.tool.http;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.handler.codec.http.HttpHeaders;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody's HTTP service on a loopback socket; records what it was asked. */
final class FakeToolServer implements AutoCloseable {

	private static final int PATIENCE = 30;

	private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

	private final DisposableServer server;

	private volatile Function<HttpServerResponse, Publisher<Void>> answer = answer("application/json", "{}");

	FakeToolServer() {
		this.server = HttpServer.create().host("127.0.0.1").port(0).handle(this::handle).bindNow();
	}

	/**
	 * What came.
	 *
	 * @param closed completes when its connection is closed
	 */
	record Request(String method, String uri, HttpHeaders headers, String body, CompletableFuture<Void> closed) {

		void awaitClose() {
			this.closed.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
		}

	}

	FakeToolServer willAnswer(Function<HttpServerResponse, Publisher<Void>> next) {
		this.answer = next;
		return this;
	}

	static Function<HttpServerResponse, Publisher<Void>> answer(String type, String body) {
		return (response) -> response.header("content-type", type).sendString(Mono.just(body));
	}

	static Function<HttpServerResponse, Publisher<Void>> status(int status, String... headers) {
		return (response) -> {
			if (headers.length > 0) {
				response.header(headers[0], headers[1]);
			}
			return response.status(status).sendString(Mono.just("secret of the server"));
		};
	}

	static Function<HttpServerResponse, Publisher<Void>> silence() {
		return (_) -> Mono.never();
	}

	static Function<HttpServerResponse, Publisher<Void>> endless() {
		return (response) -> response.header("content-type", "text/plain")
			.sendString(Flux.just("x".repeat(8192)).repeat());
	}

	/** Closes the connection instead of answering. */
	static Function<HttpServerResponse, Publisher<Void>> hangUp() {
		return (response) -> {
			response.withConnection((connection) -> connection.channel().close());
			return Mono.never();
		};
	}

	String url(String path) {
		return "http://127.0.0.1:" + this.server.port() + path;
	}

	Request takeRequest() {
		try {
			Request request = this.requests.poll(PATIENCE, TimeUnit.SECONDS);
			assertThat(request).as("a request").isNotNull();
			return request;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	int waitingRequests() {
		return this.requests.size();
	}

	@Override
	public void close() {
		this.server.disposeNow(Duration.ofSeconds(5));
	}

	private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		CompletableFuture<Void> closed = new CompletableFuture<>();
		request.withConnection(
				(connection) -> connection.channel().closeFuture().addListener((_) -> closed.complete(null)));
		return request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
			this.requests.add(
					new Request(request.method().name(), request.uri(), request.requestHeaders().copy(), body, closed));
			return Mono.from(this.answer.apply(response));
		});
	}

}
