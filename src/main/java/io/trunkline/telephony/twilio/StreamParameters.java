package io.trunkline.telephony.twilio;

import java.util.List;
import java.util.Map;

import io.trunkline.telephony.webhook.StreamValues;
import io.trunkline.telephony.webhook.Verb;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which values Twilio lets travel with a media stream. */
final class StreamParameters {

	/** A name and its value together stay below this. */
	private static final int LONGEST = 500;

	private static final StreamValues VALUES = new StreamValues("Parameter", 50,
			(name, value) -> name.length() + value.length() < LONGEST, (verb) -> verb.document().length);

	private StreamParameters() {
	}

	/**
	 * The elements for these values, ordered by name.
	 * @param room how many characters all of them may take in the document
	 */
	static List<Verb> write(Map<String, String> parameters, int room) {
		return VALUES.write(parameters, room);
	}

	/** What a start frame brings, whoever made it. */
	static Map<String, String> read(@Nullable JsonNode parameters) {
		return VALUES.read(parameters);
	}

}
