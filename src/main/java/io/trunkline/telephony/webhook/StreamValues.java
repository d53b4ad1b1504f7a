package io.trunkline.telephony.webhook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Values that travel with a media stream: out in a document, back in the start frame. One
 * that the carrier would not take is left out, for it would cost the whole document.
 *
 * @param element the verb that holds one
 * @param most how many the carrier takes
 * @param fits whether it takes this name with this value; asked for neither a blank name
 * nor a blank value
 * @param length what a verb takes of the room that there is
 */
public record StreamValues(String element, int most, BiPredicate<String, String> fits, ToIntFunction<Verb> length) {

	private static final Logger log = LoggerFactory.getLogger(StreamValues.class);

	/**
	 * The elements for these values, ordered by name.
	 * @param room how much all of them may take
	 */
	public List<Verb> write(Map<String, String> parameters, int room) {
		Map<String, String> legible = new TreeMap<>();
		parameters.forEach((name, value) -> legible.putIfAbsent(Verb.legible(name).strip(), Verb.legible(value)));
		List<Verb> written = new ArrayList<>();
		int left = room;
		for (Map.Entry<String, String> parameter : legible.entrySet()) {
			Verb verb = verb(parameter.getKey(), parameter.getValue());
			int more = this.length.applyAsInt(verb);
			if (isTaken(parameter.getKey(), parameter.getValue()) && written.size() < this.most && more <= left) {
				left -= more;
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
	public Map<String, String> read(@Nullable JsonNode parameters) {
		Map<String, String> read = new LinkedHashMap<>();
		if (parameters != null && parameters.isObject()) {
			parameters.properties()
				.stream()
				.filter((entry) -> entry.getValue().isString() && isTaken(entry.getKey(), entry.getValue().asString()))
				.limit(this.most)
				.forEach((entry) -> read.put(entry.getKey(), entry.getValue().asString()));
		}
		return Map.copyOf(read);
	}

	private boolean isTaken(String name, String value) {
		return !name.isBlank() && !value.isBlank() && this.fits.test(name, value);
	}

	private Verb verb(String name, String value) {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("name", name);
		attributes.put("value", value);
		return Verb.of(this.element, attributes);
	}

}
