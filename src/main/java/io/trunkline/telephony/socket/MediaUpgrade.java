package io.trunkline.telephony.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.netty.channel.Channel;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;

/**
 * Turns a request into a {@link MediaSocket}: short frames, no compression, and the bare
 * channel, since a media frame comes each 20 ms.
 *
 * @param limits for each socket
 */
public record MediaUpgrade(MediaLimits limits) {

	/** Whether the request opens a WebSocket (RFC 6455, 4.2.1) without a subprotocol. */
	public static boolean isAskedFor(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		return HttpMethod.GET.equals(request.getMethod()) && "websocket".equalsIgnoreCase(headers.getUpgrade())
				&& headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase)
				&& headers.containsHeader("Sec-WebSocket-Key")
				&& "13".equals(headers.getFirst("Sec-WebSocket-Version"));
	}

	/**
	 * Upgrades.
	 * @param use what is done with the socket, asked on its loop; its completion closes
	 * the socket regularly, and it is never cancelled
	 * @return completes after the handshake; fails when there is no handshake, and then
	 * {@code use} has not been asked
	 */
	public Mono<Void> open(ServerWebExchange exchange, Function<MediaSocket, Mono<Void>> use) {
		ServerHttpResponse response = exchange.getResponse();
		HttpServerResponse connection = ServerHttpResponseDecorator.getNativeResponse(response);
		Channel channel = channelOf(connection);
		return response.setComplete()
			.then(Mono
				.defer(() -> connection.sendWebsocket((in, _) -> use.apply(socket(channel, in)), specification())))
			.subscribeOn(Schedulers.fromExecutor(channel.eventLoop()));
	}

	private static Channel channelOf(HttpServerResponse connection) {
		List<Channel> channel = new ArrayList<>(1);
		connection.withConnection((it) -> channel.add(it.channel()));
		return channel.getFirst();
	}

	private WebsocketServerSpec specification() {
		return WebsocketServerSpec.builder().maxFramePayloadLength(this.limits.frameBytes()).compress(false).build();
	}

	private MediaSocket socket(Channel channel, WebsocketInbound in) {
		return new MediaSocket(channel, in.aggregateFrames(this.limits.frameBytes()).receiveFrames(), this.limits);
	}

}
