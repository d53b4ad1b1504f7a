package io.trunkline.api;

import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The event loop of a request's connection. Responses are written there: a response that
 * is begun on another thread may leave the next request on its connection unanswered.
 */
final class RequestLoop {

	private RequestLoop() {
	}

	static Scheduler of(ServerRequest request) {
		return of(request.exchange().getResponse());
	}

	static Scheduler of(ServerHttpResponse response) {
		HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
		AtomicReference<@Nullable EventLoop> loop = new AtomicReference<>();
		server.withConnection((connection) -> loop.set(connection.channel().eventLoop()));
		EventLoop found = loop.get();
		return (found == null) ? Schedulers.immediate() : Schedulers.fromExecutor(found);
	}

}
