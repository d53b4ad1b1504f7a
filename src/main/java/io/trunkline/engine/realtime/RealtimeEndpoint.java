package io.trunkline.engine.realtime;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.netty.channel.EventLoop;
import io.trunkline.provider.Provider;
import io.trunkline.provider.socket.ProviderSocket;
import io.trunkline.provider.socket.SocketClient;
import io.trunkline.provider.socket.SocketLimits;
import org.springframework.web.util.UriUtils;

/** Where the server is and how its socket is opened. */
final class RealtimeEndpoint {

	/** A message repeats a whole reply. */
	private static final int LONGEST_MESSAGE = 8 * 1024 * 1024;

	/** Some seconds of audio. */
	private static final int HELD_BACK = 64_000;

	private final RealtimeProperties properties;

	private final Provider provider;

	private final SocketClient client;

	RealtimeEndpoint(RealtimeProperties properties, Provider provider) {
		this.properties = properties;
		this.provider = provider;
		var deadlines = properties.deadlines();
		this.client = new SocketClient(
				new SocketLimits(deadlines.connect(), deadlines.ping(), deadlines.pong(), LONGEST_MESSAGE, HELD_BACK),
				(headers) -> headers.set("Authorization", "Bearer " + properties.apiKey().value()));
	}

	/** See {@link SocketClient#open}. */
	ProviderSocket open(String model, EventLoop loop, ProviderSocket.Listener listener) {
		return this.client.open(address(model), this.provider, loop, listener);
	}

	private URI address(String model) {
		String name = model.isEmpty() ? this.properties.model() : model;
		return URI.create(this.properties.url() + "?model=" + UriUtils.encode(name, StandardCharsets.UTF_8));
	}

}
