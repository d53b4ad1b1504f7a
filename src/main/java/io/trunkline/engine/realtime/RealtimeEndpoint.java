package io.trunkline.engine.realtime;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.trunkline.engine.realtime.RealtimeException.Kind;
import io.trunkline.provider.Provider;
import io.trunkline.provider.ProviderUnavailableException;
import org.springframework.web.util.UriUtils;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.LoopResources;

/** Where the server is and how its socket is opened. */
final class RealtimeEndpoint {

	/** A message repeats a whole reply; Netty's 64 KiB is too short. */
	static final int LONGEST_MESSAGE = 8 * 1024 * 1024;

	/**
	 * In bytes; a connection that holds more than some seconds of audio back is stuck.
	 */
	private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(32_000, 64_000);

	private static final WebsocketClientSpec SPEC = WebsocketClientSpec.builder()
		.maxFramePayloadLength(LONGEST_MESSAGE)
		.build();

	private final RealtimeProperties properties;

	private final Provider provider;

	private final HttpClient client;

	RealtimeEndpoint(RealtimeProperties properties, Provider provider) {
		this.properties = properties;
		this.provider = provider;
		this.client = HttpClient.newConnection()
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(properties.deadlines().connect().toMillis()))
			.option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
			.headers((headers) -> headers.set("Authorization", "Bearer " + properties.apiKey().value()));
	}

	/** The current thread's event loop, or any if it has none. */
	EventLoop loop() {
		return HttpResources.get().onClient(LoopResources.DEFAULT_NATIVE).next();
	}

	/**
	 * Starts to connect; the listener hears of it on the loop, never before this returns.
	 */
	RealtimeSocket open(String model, EventLoop loop, RealtimeSocket.Listener listener) {
		RealtimeSocket socket = new RealtimeSocket(loop, this.properties.deadlines(), listener);
		if (!this.properties.apiKey().isSet()) {
			socket.refuse(new RealtimeException(Kind.REFUSED, "trunkline.realtime.api-key is not set"));
			return socket;
		}
		try {
			socket.connect(this.provider.begin(), this.client.websocket(SPEC).uri(address(model)).connect());
		}
		catch (ProviderUnavailableException unavailable) {
			socket.refuse(new RealtimeException(Kind.UNAVAILABLE, String.valueOf(unavailable.getMessage())));
		}
		return socket;
	}

	private URI address(String model) {
		String name = model.isEmpty() ? this.properties.model() : model;
		return URI.create(this.properties.url() + "?model=" + UriUtils.encode(name, StandardCharsets.UTF_8));
	}

}
