package io.trunkline.speech.cartesia;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CartesiaEndpoint}. */
class CartesiaEndpointTests {

	@ParameterizedTest
	@CsvSource({ "https://api.cartesia.ai, wss://api.cartesia.ai/tts/websocket",
			"https://api.cartesia.ai/, wss://api.cartesia.ai/tts/websocket",
			"http://127.0.0.1:8090, ws://127.0.0.1:8090/tts/websocket",
			"https://gateway.example.com/cartesia, wss://gateway.example.com/cartesia/tts/websocket" })
	void socketsHaveTheSchemeThatTheAddressImplies(String url, String socket) {
		assertThat(endpoint("url", url).speech()).hasToString(socket);
	}

	@Test
	void blanksInKeytermsAreNotPluses() {
		assertThat(endpoint("keyterms", "Zürich HB", "turn-start-threshold", "0.75").turns())
			.hasToString("wss://api.cartesia.ai/stt/turns/websocket?model=ink-2&encoding=pcm_mulaw&sample_rate=8000"
					+ "&keyterm=Z%C3%BCrich%20HB&turn_start_threshold=0.75&turn_eager_end_threshold=0.5"
					+ "&turn_end_threshold=0.25&turn_end_timeout_ms=2000");
	}

	@Test
	void theManualSocketIsToldTheLanguage() {
		assertThat(endpoint("stt-model", "ink-whisper", "language", "de").manual())
			.hasToString("wss://api.cartesia.ai/stt/websocket?model=ink-whisper&encoding=pcm_mulaw"
					+ "&sample_rate=8000&language=de");
	}

	private static CartesiaEndpoint endpoint(String... settings) {
		return new CartesiaEndpoint(Settings.of(settings));
	}

}
