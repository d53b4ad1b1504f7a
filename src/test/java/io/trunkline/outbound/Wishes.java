package io.trunkline.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Wishes and settings for tests. */
final class Wishes {

	static final String TO = "+12025550123";

	private Wishes() {
	}

	/** To have somebody called by the receptionist. */
	static PlaceCall wish(@Nullable String key) {
		return wish(key, TO);
	}

	static PlaceCall wish(@Nullable String key, String to) {
		return new PlaceCall(key, to, "reception", Map.of(), null, null, null);
	}

	static PlaceCall about(Map<String, String> variables) {
		return new PlaceCall(null, TO, "reception", variables, null, null, null);
	}

	/**
	 * One call a second, three places, a minute's wait, 30 s for a busy carrier, 5 s for
	 * an answer.
	 */
	static OutboundProperties settings() {
		return new OutboundProperties(List.of("US", "CA"), List.of("+12025550188"), 1, 3, Duration.ofMinutes(1),
				Duration.ofSeconds(30), Duration.ofSeconds(5), "", Map.of());
	}

}
