package io.trunkline.provider.socket;

import java.net.URI;
import java.util.function.Consumer;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpHeaders;
import io.trunkline.provider.Provider;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.LoopResources;

/** Opens sockets, each over a connection of its own. For any number of threads. */
public final class SocketClient {

	private final SocketLimits limits;

	private final WebsocketClientSpec spec;

	private final HttpClient client;

	/**
	 * Connects nowhere yet.
	 * @param headers adds those of the request for a WebSocket
	 */
	public SocketClient(SocketLimits limits, Consumer<? super HttpHeaders> headers) {
		this.limits = limits;
		this.spec = WebsocketClientSpec.builder().maxFramePayloadLength(limits.longestMessage()).build();
		this.client = HttpClient.newConnection()
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(limits.connect().toMillis()))
			.option(ChannelOption.WRITE_BUFFER_WATER_MARK,
					new WriteBufferWaterMark(limits.heldBack() / 2, limits.heldBack()))
			.headers(headers);
	}

	/** The current thread's event loop, or any if it has none. */
	public static EventLoop loop() {
		return HttpResources.get().onClient(LoopResources.DEFAULT_NATIVE).next();
	}

	/**
	 * Starts to connect; the listener hears of it on the loop, never before this returns.
	 */
	public ProviderSocket open(URI uri, Provider provider, EventLoop loop, ProviderSocket.Listener listener) {
		ProviderSocket socket = new ProviderSocket(provider, this.limits, loop, listener);
		socket.connect(this.client.websocket(this.spec).uri(uri).connect());
		return socket;
	}

}
