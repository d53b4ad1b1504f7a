package io.trunkline.speech.cartesia;

import java.util.HashMap;
import java.util.Map;

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

}
