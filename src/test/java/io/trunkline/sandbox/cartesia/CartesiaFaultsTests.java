package io.trunkline.sandbox.cartesia;

import java.time.Duration;
import java.util.List;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CartesiaFaultsTests {

	private static final String SPEECH = "/tts/websocket";

	private static final String TURNS = "/stt/turns/websocket?" + CartesiaServer.EAR;

	private static final String LONG = """
			{"model_id":"sonic-3.5","transcript":"This takes more than a single chunk of audio.","voice":{"id":"v"},
			"output_format":{"container":"raw","encoding":"pcm_mulaw","sample_rate":8000},
			"context_id":"a","continue":false,"max_buffer_delay_ms":0}""";

	private final CartesiaServer server = new CartesiaServer(CartesiaServer.patient());

	private final CartesiaFaults faults = this.server.cartesia.faults();

	@AfterEach
	void nothingStaysOpen() {
		this.server.close();
	}

	@Test
	void anUpgradeIsRefusedOnce() {
		this.faults.arm(CartesiaEndpoint.SPEECH, new CartesiaFault.RefuseUpgrade(503));
		assertThatExceptionOfType(WebSocketClientHandshakeException.class).isThrownBy(this::open)
			.withMessageContaining("503");
		open().close();
	}

	@Test
	void anUpgradeIsDelayed() {
		this.faults.arm(CartesiaEndpoint.SPEECH, new CartesiaFault.DelayUpgrade(Duration.ofMillis(300)));
		long before = System.nanoTime();
		open().close();
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(300));
	}

	@Test
	void theSocketIsClosedAfterSomeMessages() {
		this.faults.arm(CartesiaEndpoint.SPEECH, new CartesiaFault.Close(2, 1011));
		try (Peer peer = open()) {
			peer.send(LONG);
			assertThat(peer.awaitClose().code()).isEqualTo(1011);
			assertThat(peer.upTo("chunk")).hasSize(1);
			assertThat(peer.upTo("chunk")).hasSize(1);
			assertThat(peer.isQuiet()).isTrue();
		}
	}

	@Test
	void theConnectionBreaksOff() {
		this.faults.arm(CartesiaEndpoint.TURNS, new CartesiaFault.Cut(1));
		try (Peer peer = new Peer(this.server.client(), TURNS)) {
			peer.upTo("connected");
			peer.send(CartesiaServer.VOICE.cough(100));
			assertThat(peer.closeStatus().blockOptional()).isEmpty();
		}
	}

	@Test
	void aStreamStalls() {
		this.faults.arm(CartesiaEndpoint.SPEECH, new CartesiaFault.Stall(1));
		try (Peer peer = open()) {
			peer.send(LONG);
			peer.upTo("chunk");
			CartesiaServer.await(() -> this.server.cartesia.openContexts() == 0);
			peer.send(LONG);
			assertThat(peer.isQuiet()).isTrue();
		}
	}

	@Test
	void anErrorEndsItsContextOnly() {
		this.faults.arm(CartesiaEndpoint.SPEECH, new CartesiaFault.Fail(1, 500, true));
		try (Peer peer = open()) {
			peer.send(LONG);
			List<JsonNode> messages = peer.upTo("error");
			assertThat(messages).hasSize(2);
			assertThat(messages.getLast().path("context_id").asString()).isEqualTo("a");
			peer.send(LONG.replace("\"a\"", "\"b\""));
			assertThat(peer.upTo("done")).allMatch((message) -> message.path("context_id").asString().equals("b"));
		}
	}

	@Test
	void anErrorMayNameNoContext() {
		this.faults.arm(CartesiaEndpoint.SPEECH, new CartesiaFault.Fail(0, 429, false));
		try (Peer peer = open()) {
			peer.send(LONG);
			JsonNode error = peer.next();
			assertThat(error.path("status_code").asInt()).isEqualTo(429);
			assertThat(error.has("context_id")).isFalse();
		}
	}

	@Test
	void voiceThatWasCastFailsWhereItIsToldTo() {
		CartesiaOptions.Speaking speaking = CartesiaOptions.Speaking.defaults();
		this.server.cartesia.cast("v", new VoicePart(speaking, (text) -> text.contains("chunk")));
		try (Peer peer = open()) {
			peer.send(LONG);
			assertThat(peer.next().path("type").asString()).isEqualTo("error");
			peer.send(LONG.replace("\"v\"", "\"w\"").replace("\"a\"", "\"b\""));
			peer.upTo("done");
		}
	}

	@Test
	void clearedFaultsDoNotStrike() {
		this.faults.arm(CartesiaEndpoint.SPEECH, new CartesiaFault.RefuseUpgrade(500));
		this.faults.arm(CartesiaEndpoint.SPEECH, new CartesiaFault.Stall(0));
		this.faults.clear();
		try (Peer peer = open()) {
			peer.send(LONG);
			peer.upTo("done");
		}
	}

	private Peer open() {
		return new Peer(this.server.client(), SPEECH);
	}

}
