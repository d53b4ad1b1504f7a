package io.trunkline.telephony.bandwidth;

import io.trunkline.telephony.webhook.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Values that travel with a media stream: out in a document, back in the start frame.
 * Bandwidth rejects a whole document over one that is too long or one too many, so that
 * such a one is left out.
 */
final class StreamParams {

	private static final Logger log = LoggerFactory.getLogger(StreamParams.class);

	private static final int MOST = 12;

	private static final int LONGEST_NAME = 256;

	private static final int LONGEST_VALUE = 2048;

	/**
	 * For all of them, escaped, so that neither the document nor the start frame grows
	 * too long.
	 */
	private static final int MOST_BYTES = 40 * 1024;

	private StreamParams() {
	}

	/** The elements for these values, ordered by name. */
	static List<Verb> write(Map<String, String> parameters) {
		Map<String, String> legible = new TreeMap<>();
		parameters.forEach((name, value) -> legible.putIfAbsent(Verb.legible(name).strip(), Verb.legible(value)));
		List<Verb> written = new ArrayList<>();
		int bytes = 0;
		for (Map.Entry<String, String> parameter : legible.entrySet()) {
			int more = escaped(parameter.getKey()) + escaped(parameter.getValue());
			if (fits(parameter.getKey(), parameter.getValue()) && written.size() < MOST && bytes + more <= MOST_BYTES) {
				bytes += more;
				written.add(verb(parameter.getKey(), parameter.getValue()));
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
	static Map<String, String> read(@Nullable JsonNode params) {
		Map<String, String> read = new LinkedHashMap<>();
		if (params != null && params.isObject()) {
			params.properties()
				.stream()
				.filter((entry) -> entry.getValue().isString() && fits(entry.getKey(), entry.getValue().asString()))
				.limit(MOST)
				.forEach((entry) -> read.put(entry.getKey(), entry.getValue().asString()));
		}
		return Map.copyOf(read);
	}

	private static boolean fits(String name, String value) {
		return !name.isBlank() && name.length() <= LONGEST_NAME && !value.isBlank() && value.length() <= LONGEST_VALUE;
	}

	private static Verb verb(String name, String value) {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("name", name);
		attributes.put("value", value);
		return Verb.of("StreamParam", attributes);
	}

	/** At worst: six for what XML or JSON may write as an entity or a code. */
	private static int escaped(String text) {
		return text.chars().map((character) -> isPlain(character) ? 1 : 6).sum();
	}

	private static boolean isPlain(int character) {
		return character >= ' ' && character < 0x7F && "<>&\"'\\".indexOf(character) < 0;
	}

}
