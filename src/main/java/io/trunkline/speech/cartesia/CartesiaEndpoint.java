package io.trunkline.speech.cartesia;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.trunkline.provider.socket.SocketClient;
import io.trunkline.provider.socket.SocketLimits;
import org.springframework.web.util.UriUtils;

/** Where Cartesia's sockets are and how they are opened. */
final class CartesiaEndpoint {

	/** Nobody says how long a message with audio may get. */
	private static final int LONGEST_MESSAGE = 4 * 1024 * 1024;

	/** A second of audio. */
	private static final int HELD_BACK = 8_000;

	private final CartesiaProperties properties;

	private final SocketClient client;

	CartesiaEndpoint(CartesiaProperties properties) {
		this.properties = properties;
		var deadlines = properties.deadlines();
		this.client = new SocketClient(
				new SocketLimits(deadlines.connect(), deadlines.ping(), deadlines.pong(), LONGEST_MESSAGE, HELD_BACK),
				(headers) -> headers.set("Authorization", "Bearer " + properties.apiKey().value())
					.set("Cartesia-Version", properties.version()));
	}

	SocketClient client() {
		return this.client;
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
