package io.trunkline.speech.cartesia;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.provider.Provider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Properties as an operator would write them. */
final class Settings {

	private Settings() {
	}

	/** Defaults but for these pairs of name and value. */
	static CartesiaProperties of(String... settings) {
		Map<String, String> map = new HashMap<>();
		map.put("trunkline.cartesia.api-key", "sk_car_test");
		map.put("trunkline.cartesia.voice-id", "voice-1");
		for (int i = 0; i < settings.length; i += 2) {
			map.put("trunkline.cartesia." + settings[i], settings[i + 1]);
		}
		return new Binder(new MapConfigurationPropertySource(map)).bindOrCreate("trunkline.cartesia",
				CartesiaProperties.class);
	}

	/** Hears through a provider that is not shared with other tests. */
	static CartesiaRecognizer recognizer(CartesiaProperties properties, MeterRegistry meters) {
		return new CartesiaRecognizer(properties, new CartesiaEndpoint(properties),
				new Provider("cartesia-stt", properties.maxStt(), "trunkline.cartesia.max-stt", meters));
	}

	/** Speaks through such a provider. */
	static CartesiaSynthesizer synthesizer(CartesiaProperties properties, MeterRegistry meters) {
		return synthesizer(properties, voice(properties, meters));
	}

	static CartesiaSynthesizer synthesizer(CartesiaProperties properties, Provider voice) {
		return new CartesiaSynthesizer(properties, new CartesiaEndpoint(properties), voice);
	}

	static Provider voice(CartesiaProperties properties, MeterRegistry meters) {
		return new Provider("cartesia-tts", properties.maxTts(), "trunkline.cartesia.max-tts", meters);
	}

	/** Utterances end after 700 ms of silence, at the latest after 60 s. */
	static CartesiaProperties.Manual manual(CartesiaProperties.Detector detector) {
		return of("manual.detector", detector.name()).manual();
	}

	/** For a peer on a machine that may be slow; these pairs win. */
	static CartesiaProperties patient(FakeCartesia peer, String... settings) {
		Stream<String> patience = Stream.of("url", peer.url().toString(), "deadlines.connect", "10s",
				"deadlines.connected", "10s", "deadlines.first-audio", "10s", "deadlines.drain", "10s");
		return of(Stream.concat(patience, Stream.of(settings)).toArray(String[]::new));
	}

}
