package io.trunkline.telephony.twilio;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.trunkline.telephony.webhook.Verb;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Values that travel with a media stream: out in a document, back in the start frame. One
 * that Twilio would not take is left out.
 */
final class StreamParameters {

	private static final Logger log = LoggerFactory.getLogger(StreamParameters.class);

	private static final int MOST = 50;

	/** A name and its value together stay below this. */
	private static final int LONGEST = 500;

	private StreamParameters() {
	}

	/**
	 * The elements for these values, ordered by name.
	 * @param room how many characters all of them may take in the document
	 */
	static List<Verb> write(Map<String, String> parameters, int room) {
		Map<String, String> legible = new TreeMap<>();
		parameters.forEach((name, value) -> legible.putIfAbsent(Verb.legible(name).strip(), Verb.legible(value)));
		List<Verb> written = new ArrayList<>();
		int left = room;
		for (Map.Entry<String, String> parameter : legible.entrySet()) {
			Verb verb = verb(parameter.getKey(), parameter.getValue());
			int length = length(verb);
			if (fits(parameter.getKey(), parameter.getValue()) && written.size() < MOST && length <= left) {
				left -= length;
				written.add(verb);
			}
		}
		if (written.size() < parameters.size()) {
			log.warn("{} of {} values cannot travel with a media stream: they are blank, too long or too many",
					parameters.size() - written.size(), parameters.size());
		}
		return written;
	}

	/**
	 * What a start frame brings, whoever made it: strings alone, no more than is sent.
	 */
	static Map<String, String> read(@Nullable JsonNode parameters) {
		Map<String, String> read = new LinkedHashMap<>();
		if (parameters != null && parameters.isObject()) {
			parameters.properties()
				.stream()
				.filter((entry) -> entry.getValue().isString() && fits(entry.getKey(), entry.getValue().asString()))
				.limit(MOST)
				.forEach((entry) -> read.put(entry.getKey(), entry.getValue().asString()));
		}
		return Map.copyOf(read);
	}

	private static boolean fits(String name, String value) {
		return !name.isBlank() && !value.isBlank() && name.length() + value.length() < LONGEST;
	}

	private static Verb verb(String name, String value) {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("name", name);
		attributes.put("value", value);
		return Verb.of("Parameter", attributes);
	}

	private static int length(Verb verb) {
		return verb.document().length;
	}

}
