package io.trunkline.speech.cartesia;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

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

	/** For a peer on a machine that may be slow; these pairs win. */
	static CartesiaProperties patient(FakeCartesia peer, String... settings) {
		Stream<String> patience = Stream.of("url", peer.url().toString(), "deadlines.connect", "10s",
				"deadlines.connected", "10s", "deadlines.first-audio", "10s", "deadlines.drain", "10s");
		return of(Stream.concat(patience, Stream.of(settings)).toArray(String[]::new));
	}

}
