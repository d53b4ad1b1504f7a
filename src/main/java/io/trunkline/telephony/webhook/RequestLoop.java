package io.trunkline.telephony.webhook;

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
 * The event loop of a request's connection. Responses are begun there: with Reactor Netty
 * 1.3.7 one that is begun on another thread, such as that of a deadline, may leave the
 * next request on its connection unread.
 */
public final class RequestLoop {

	private RequestLoop() {
	}

	public static Scheduler of(ServerRequest request) {
		return of(request.exchange().getResponse());
	}

	public static Scheduler of(ServerHttpResponse response) {
		HttpServerResponse server = ServerHttpResponseDecorator.getNativeResponse(response);
		AtomicReference<@Nullable EventLoop> loop = new AtomicReference<>();
		server.withConnection((connection) -> loop.set(connection.channel().eventLoop()));
		EventLoop found = loop.get();
		return (found == null) ? Schedulers.immediate() : Schedulers.fromExecutor(found);
	}

}
