package io.trunkline.telephony.bandwidth;

import java.util.List;
import java.util.Map;

import io.trunkline.telephony.webhook.StreamValues;
import io.trunkline.telephony.webhook.Verb;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which values Bandwidth lets travel with a media stream. */
final class StreamParams {

	private static final int LONGEST_NAME = 256;

	private static final int LONGEST_VALUE = 2048;

	/**
	 * For all of them, escaped, so that neither the document nor the start frame grows
	 * too long.
	 */
	private static final int MOST_BYTES = 40 * 1024;

	private static final StreamValues VALUES = new StreamValues("StreamParam", 12,
			(name, value) -> name.length() <= LONGEST_NAME && value.length() <= LONGEST_VALUE,
			(verb) -> verb.attributes().values().stream().mapToInt(StreamParams::escaped).sum());

	private StreamParams() {
	}

	/** The elements for these values, ordered by name. */
	static List<Verb> write(Map<String, String> parameters) {
		return VALUES.write(parameters, MOST_BYTES);
	}

	/** What a start frame brings, whoever made it. */
	static Map<String, String> read(@Nullable JsonNode params) {
		return VALUES.read(params);
	}

	/** At worst: six for what XML or JSON may write as an entity or a code. */
	private static int escaped(String text) {
		return text.chars().map((character) -> isPlain(character) ? 1 : 6).sum();
	}

	private static boolean isPlain(int character) {
		return character >= ' ' && character < 0x7F && "<>&\"'\\".indexOf(character) < 0;
	}

}
