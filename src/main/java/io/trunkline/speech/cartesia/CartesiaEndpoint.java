package io.trunkline.speech.cartesia;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.trunkline.provider.ProviderUnavailableException;
import io.trunkline.speech.SpeechException;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.LoopResources;

import org.springframework.web.util.UriUtils;

/** Where Cartesia's sockets are and how they are opened. */
final class CartesiaEndpoint {

	/** Nobody says how long a message with audio may get; Netty's 64 KiB is too short. */
	static final int LONGEST_MESSAGE = 4 * 1024 * 1024;

	/** In bytes; a connection that holds more than a second of audio back is stuck. */
	private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(4_000, 8_000);

	private static final WebsocketClientSpec SPEC = WebsocketClientSpec.builder()
		.maxFramePayloadLength(LONGEST_MESSAGE)
		.build();

	private final CartesiaProperties properties;

	private final HttpClient client;

	CartesiaEndpoint(CartesiaProperties properties) {
		this.properties = properties;
		Duration deadline = properties.deadlines().connect();
		this.client = HttpClient.newConnection()
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(deadline.toMillis()))
			.option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
			.headers((headers) -> headers.set("Authorization", "Bearer " + properties.apiKey().value())
				.set("Cartesia-Version", properties.version()));
	}

	/** The current thread's event loop, or any if it has none. */
	EventLoop loop() {
		return HttpResources.get().onClient(LoopResources.DEFAULT_NATIVE).next();
	}

	/**
	 * Starts to connect; the listener hears of it on the loop, never before this returns.
	 */
	CartesiaSocket open(URI uri, EventLoop loop, CartesiaSocket.Listener listener, Tally tally) {
		CartesiaSocket socket = new CartesiaSocket(loop, this.properties.deadlines(), listener, tally);
		try {
			socket.connect(tally.provider().begin(), this.client.websocket(SPEC).uri(uri).connect());
		}
		catch (ProviderUnavailableException unavailable) {
			socket.refuse(new SpeechException(SpeechException.Kind.UNAVAILABLE,
					String.valueOf(unavailable.getMessage()), unavailable));
		}
		return socket;
	}

	URI turns() {
		StringBuilder query = new StringBuilder(audio());
		this.properties.keyterms().forEach((term) -> query.append("&keyterm=").append(encoded(term)));
		return at("/stt/turns/websocket?" + query + "&turn_start_threshold=" + this.properties.turnStartThreshold()
				+ "&turn_eager_end_threshold=" + this.properties.turnEagerEndThreshold() + "&turn_end_threshold="
				+ this.properties.turnEndThreshold() + "&turn_end_timeout_ms="
				+ this.properties.turnEndTimeout().toMillis());
	}

	URI manual() {
		StringBuilder query = new StringBuilder(audio());
		query.append("&language=").append(encoded(this.properties.language()));
		this.properties.keyterms().forEach((term) -> query.append("&keyterm=").append(encoded(term)));
		return at("/stt/websocket?" + query);
	}

	URI speech() {
		return at("/tts/websocket");
	}

	private String audio() {
		return "model=" + encoded(this.properties.sttModel()) + "&encoding=pcm_mulaw&sample_rate=8000";
	}

	private URI at(String pathAndQuery) {
		String base = this.properties.url().toString().replaceFirst("^http", "ws").replaceFirst("/+$", "");
		return URI.create(base + pathAndQuery);
	}

	/** Blanks become {@code %20}: Cartesia does not take {@code +} for one. */
	private static String encoded(String value) {
		return UriUtils.encode(value, StandardCharsets.UTF_8);
	}

}
