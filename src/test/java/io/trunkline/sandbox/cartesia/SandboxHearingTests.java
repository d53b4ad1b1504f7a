package io.trunkline.sandbox.cartesia;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxHearingTests {

	private static final String TURNS = "/stt/turns/websocket?" + CartesiaServer.EAR;

	private static final String MANUAL = "/stt/websocket?" + CartesiaServer.EAR;

	private final CartesiaServer server = new CartesiaServer(CartesiaServer.patient());

	@AfterEach
	void nothingStaysOpen() {
		this.server.close();
	}

	@Test
	void aSentenceIsATurn() {
		try (Peer peer = turns("")) {
			peer.send(speech("Can I speak to someone?"));
			peer.send(CartesiaServer.silence(700));
			List<JsonNode> events = peer.upTo("turn.end");
			assertThat(types(events)).startsWith("turn.start", "turn.update").endsWith("turn.eager_end", "turn.end");
			assertThat(events.getLast().path("transcript").asString()).isEqualTo("Can I speak to someone?");
			assertThat(events.stream().map((event) -> event.path("request_id").asString()).distinct()).hasSize(1);
		}
	}

	@Test
	void aTurnWaitsForAudioAndNotForTheClock() {
		try (Peer peer = turns("")) {
			peer.send(speech("Hello."));
			peer.send(CartesiaServer.silence(310));
			assertThat(types(peer.upTo("turn.eager_end"))).doesNotContain("turn.end");
			peer.send(CartesiaServer.silence(310));
			assertThat(types(peer.upTo("turn.end"))).containsExactly("turn.end");
		}
	}

	@Test
	void aNoiseGivesAnEmptyTurn() {
		try (Peer peer = turns("")) {
			peer.send(CartesiaServer.VOICE.cough(300));
			peer.send(CartesiaServer.silence(700));
			List<JsonNode> events = peer.upTo("turn.end");
			assertThat(types(events)).containsExactly("turn.start", "turn.end");
			assertThat(events.getLast().path("transcript").asString()).isEmpty();
		}
	}

	@Test
	void audioBeforeConnectedIsLost() {
		try (Peer peer = open(TURNS)) {
			peer.send(CartesiaServer.VOICE.cough(300));
			peer.upTo("connected");
			peer.send(CartesiaServer.silence(1000));
			peer.send("{\"type\":\"close\"}");
			assertThat(peer.awaitClose().code()).isEqualTo(1000);
			assertThat(peer.isQuiet()).isTrue();
		}
	}

	@Test
	void closingFlushesAndClosesWithoutDone() {
		try (Peer peer = turns("")) {
			peer.send(speech("Good bye."));
			peer.send("{\"type\":\"close\"}");
			List<JsonNode> events = peer.upTo("turn.end");
			assertThat(events.getLast().path("transcript").asString()).isEqualTo("Good bye.");
			assertThat(peer.awaitClose().code()).isEqualTo(1000);
			assertThat(peer.isQuiet()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "turn_start_threshold=0.4", "turn_eager_end_threshold=0.7", "turn_end_threshold=0.6",
			"turn_eager_end_threshold=0.3&turn_end_threshold=0.3", "turn_end_timeout_ms=100" })
	void badThresholdsCloseTheSocket(String query) {
		try (Peer peer = open(TURNS + "&" + query)) {
			assertThat(peer.awaitClose().code()).isEqualTo(1008);
			assertThat(peer.awaitClose().reasonText()).isEqualTo("Invalid turn thresholds");
		}
	}

	@Test
	void knobsTurnMidStream() {
		try (Peer peer = turns("")) {
			peer.send("{\"type\":\"config\",\"turn\":{\"eager_end_threshold\":0.6,\"end_threshold\":0.4}}");
			peer.send("{\"type\":\"config\"}");
			peer.send(speech("Hello."));
			peer.send(CartesiaServer.silence(340));
			assertThat(types(peer.upTo("turn.end"))).contains("turn.eager_end");
			peer.send("{\"type\":\"config\",\"turn\":{\"end_threshold\":0.9}}");
			assertThat(peer.awaitClose().code()).isEqualTo(1008);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "finalize", "close", "{\"type\":\"finalize\"}", "{", "[]",
			"{\"type\":\"config\",\"turn\":{\"end_threshold\":\"x\"}}" })
	void theTurnsSocketSpeaksJsonOnly(String message) {
		try (Peer peer = turns("")) {
			peer.send(message);
			JsonNode error = peer.next();
			assertThat(error.path("status_code").asInt()).isEqualTo(400);
			assertThat(error.has("done")).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"close\"}", "\"close\"", "Finalize", "" })
	void theManualSocketSpeaksBareWordsOnly(String message) {
		try (Peer peer = open(MANUAL)) {
			peer.send(message);
			assertThat(peer.next().path("status_code").asInt()).isEqualTo(400);
		}
	}

	@Test
	void finalsOfTheManualSocketJoinToTheText() {
		String text = "I would like to know your opening hours on Saturday.";
		try (Peer peer = open(MANUAL)) {
			peer.send(speech(text));
			peer.send("finalize");
			List<JsonNode> events = peer.upTo("flush_done");
			assertThat(finals(events)).isEqualTo(text);
			assertThat(events).anyMatch((event) -> !event.path("is_final").asBoolean(true));
			peer.send(speech("Thanks."));
			peer.send("close");
			assertThat(finals(peer.upTo("done"))).isEqualTo(" Thanks.");
			assertThat(peer.awaitClose().code()).isEqualTo(1000);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { TURNS, MANUAL })
	void audioFasterThanRealTimeIsRefused(String uri) {
		try (CartesiaServer strict = new CartesiaServer(CartesiaOptions.defaults());
				Peer peer = new Peer(strict.client(), uri)) {
			if (uri.equals(TURNS)) {
				peer.upTo("connected");
			}
			peer.send(CartesiaServer.silence(2900));
			peer.send(CartesiaServer.silence(2900));
			assertThat(peer.next().path("message").asString()).contains("faster than real time");
			assertThat(peer.awaitClose().code()).isEqualTo(1008);
		}
	}

	@Test
	void anIdleSocketIsClosed() {
		CartesiaOptions options = CartesiaOptions.defaults();
		options = options.with(options.hearing().withIdle(Duration.ofMillis(50)));
		try (CartesiaServer hasty = new CartesiaServer(options); Peer peer = new Peer(hasty.client(), TURNS)) {
			assertThat(peer.awaitClose().reasonText()).isEqualTo("connection idle timeout");
		}
	}

	private Peer turns(String query) {
		Peer peer = open(TURNS + query);
		assertThat(peer.next().path("type").asString()).isEqualTo("connected");
		return peer;
	}

	private Peer open(String uri) {
		return new Peer(this.server.client(), uri);
	}

	/** Without the pause that follows a sentence. */
	private static byte[] speech(String text) {
		byte[] muLaw = CartesiaServer.VOICE.say(text).muLaw();
		int end = CartesiaServer.VOICE.say(text).words().getLast().endMillis() * 8;
		return Arrays.copyOf(muLaw, Math.min(muLaw.length, end));
	}

	private static List<String> types(List<JsonNode> events) {
		return events.stream().map((event) -> event.path("type").asString()).toList();
	}

	private static String finals(List<JsonNode> events) {
		return events.stream()
			.filter((event) -> event.path("is_final").asBoolean(false))
			.map((event) -> event.path("text").asString())
			.collect(Collectors.joining());
	}

}
