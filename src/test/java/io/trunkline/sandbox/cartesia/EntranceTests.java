package io.trunkline.sandbox.cartesia;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.util.function.Tuple2;
import reactor.util.function.Tuples;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntranceTests {

	private static final CartesiaOptions DEFAULTS = CartesiaOptions.defaults();

	private final CartesiaServer server = new CartesiaServer(
			new CartesiaOptions("sk_car_test", 1, 1, DEFAULTS.hearing(), DEFAULTS.speaking()));

	private HttpClient upgrade = HttpClient.create();

	@BeforeAll
	void askForWebSockets() {
		this.upgrade = this.server.bareClient()
			.headers((headers) -> headers.set("Connection", "Upgrade")
				.set("Upgrade", "websocket")
				.set("Sec-WebSocket-Version", "13")
				.set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
	}

	@AfterAll
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			- | 2026-03-01 | 401
			Bearer | 2026-03-01 | 401
			Bearer wrong | 2026-03-01 | 401
			sk_car_test | 2026-03-01 | 401
			Bearer sk_car_test | - | 400
			Bearer sk_car_test | latest | 400
			Bearer sk_car_test | 2025-04-16 | 400
			""")
	void strangersAreRefused(String authorization, String version, int status) {
		HttpClient client = this.upgrade.headers((headers) -> {
			if (authorization != null) {
				headers.set("Authorization", authorization);
			}
			if (version != null) {
				headers.set("Cartesia-Version", version);
			}
		});
		Tuple2<Integer, JsonNode> answer = get(client, "/tts/websocket");
		assertThat(answer.getT1()).isEqualTo(status);
		assertThat(answer.getT2().path("message").asString()).isNotBlank();
		assertThat(answer.getT2().path("request_id").asString()).hasSize(36);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/stt/turns/websocket?encoding=pcm_mulaw&sample_rate=8000 | model is required
					/stt/turns/websocket?model=ink-2&sample_rate=8000 | encoding is required
					/stt/turns/websocket?model=ink-2&encoding=opus&sample_rate=8000 | encoding is required
					/stt/turns/websocket?model=ink-2&encoding=pcm_mulaw | sample_rate is required
					/stt/turns/websocket?model=ink-2&encoding=pcm_mulaw&sample_rate=fast | sample_rate is required
					/stt/turns/websocket?model=ink-2&encoding=pcm_s16le&sample_rate=16000 | pcm_mulaw at 8000 only
					/stt/turns/websocket?model=ink-whisper&encoding=pcm_mulaw&sample_rate=8000 | must be ink-2
					/stt/turns/websocket?model=ink-2&encoding=pcm_mulaw&sample_rate=8000&turn_end_threshold=low | must be numbers
					/stt/turns/websocket?model=ink-2&encoding=pcm_mulaw&sample_rate=8000&turn_end_timeout_ms=1.5 | must be an integer
					/stt/websocket?model=nova&encoding=pcm_mulaw&sample_rate=8000 | must be one of
					/stt/websocket?model=ink-2&encoding=pcm_mulaw&sample_rate=8000&language=de | language en only
					/stt/websocket?model=ink-2&encoding=pcm_mulaw&sample_rate=8000&min_volume=2 | 0 to 1
					""")
	void badParametersAreRefused(String uri, String message) {
		Tuple2<Integer, JsonNode> answer = get(known(this.upgrade), uri);
		assertThat(answer.getT1()).isEqualTo(400);
		assertThat(answer.getT2().path("message").asString()).contains(message);
	}

	@Test
	void tooManyKeytermsAreRefused() {
		String uri = "/stt/turns/websocket?" + CartesiaServer.EAR + "&keyterm=Trunkline".repeat(101);
		assertThat(get(known(this.upgrade), uri).getT1()).isEqualTo(400);
	}

	@Test
	void plainRequestsAreRefused() {
		assertThat(get(known(this.server.bareClient()), "/tts/websocket").getT1()).isEqualTo(400);
	}

	@ParameterizedTest
	@CsvSource({ "Authorization, Bearer sk_car_test, ''", "X-API-Key, sk_car_test, ''", "x-api-key, sk_car_test, ''",
			"X-Other, none, api_key=sk_car_test", "X-Other, none, access_token=sk_car_test" })
	void everyFormOfCredentialsIsAccepted(String header, String value, String query) {
		HttpClient client = this.server.bareClient().headers((headers) -> headers.set(header, value));
		try (Peer peer = new Peer(client, "/tts/websocket?cartesia_version=2026-08-14&" + query)) {
			peer.send("{\"cancel\":true,\"context_id\":\"none\"}");
			assertThat(peer.next().path("title").asString()).isEqualTo("Invalid context ID");
		}
	}

	@Test
	void theVersionOfTheQueryWins() {
		HttpClient client = known(this.server.bareClient())
			.headers((headers) -> headers.set("Cartesia-Version", "soon"));
		new Peer(client, "/tts/websocket?cartesia_version=2026-03-01").close();
	}

	@Test
	void oneListenerTooManyIsRefused() {
		try (Peer peer = new Peer(known(this.server.bareClient()), "/stt/turns/websocket?" + CartesiaServer.EAR)) {
			peer.upTo("connected");
			Tuple2<Integer, JsonNode> answer = get(known(this.upgrade), "/stt/turns/websocket?" + CartesiaServer.EAR);
			assertThat(answer.getT1()).isEqualTo(429);
			assertThat(answer.getT2().path("error_code").asString()).isEqualTo("concurrency_limited");
		}
	}

	private static HttpClient known(HttpClient client) {
		return client
			.headers((headers) -> headers.set("X-API-Key", "sk_car_test").set("Cartesia-Version", "2026-03-01"));
	}

	private static Tuple2<Integer, JsonNode> get(HttpClient client, String uri) {
		Tuple2<Integer, JsonNode> answer = client.get()
			.uri(uri)
			.responseSingle((response, body) -> body.asString()
				.map((json) -> Tuples.of(response.status().code(), JsonMapper.shared().readTree(json))))
			.switchIfEmpty(Mono.error(new AssertionError("no body")))
			.block();
		if (answer == null) {
			throw new AssertionError();
		}
		return answer;
	}

}
