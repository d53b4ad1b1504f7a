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
		WebsocketServerSpec spec = WebsocketServerSpec.builder()
			.maxFramePayloadLength(this.limits.frameBytes())
			.compress(false)
			.build();
		return response.setComplete()
			.then(Mono.defer(() -> connection.sendWebsocket((in, _) -> use.apply(socket(in)), spec)));
	}

	private MediaSocket socket(WebsocketInbound in) {
		List<Channel> channel = new ArrayList<>(1);
		in.aggregateFrames(this.limits.frameBytes()).withConnection((connection) -> channel.add(connection.channel()));
		return new MediaSocket(channel.getFirst(), in.receiveFrames(), this.limits);
	}

}
