package io.trunkline.admission;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An expected call as JSON. A text that {@link #encode} would not have written, letter
 * for letter, is somebody else's and no call.
 */
final class ExpectedCallJson {

	private static final Logger log = LoggerFactory.getLogger(ExpectedCallJson.class);

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
		.build();

	private ExpectedCallJson() {
	}

	static String encode(ExpectedCall call) {
		return MAPPER.writeValueAsString(call);
	}

	/** The call, or nothing when {@link #encode} did not write the text. */
	static Optional<ExpectedCall> decode(String json) {
		Optional<ExpectedCall> call = read(json).filter((read) -> encode(read).equals(json));
		if (call.isEmpty()) {
			// Without the text or Jackson's message, since they hold numbers.
			log.warn("Refused a token: the call that Redis keeps for it is not of our making");
		}
		return call;
	}

	private static Optional<ExpectedCall> read(String json) {
		try {
			return Optional.ofNullable(MAPPER.readValue(json, ExpectedCall.class));
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

}
