package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.Locale;

/** Times and names as scenario files write them. */
final class Times {

	private Times() {
	}

	static String text(Duration duration) {
		return (duration.toMillis() % 1000 == 0) ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
	}

	/** In seconds, for a person. */
	static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
	}

	static String name(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
