package io.trunkline.admission;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An expected call as JSON. What was not written by {@link #encode} exactly, so that
 * somebody else may have written it, is no call.
 */
final class ExpectedCallJson {

	private static final Logger log = LoggerFactory.getLogger(ExpectedCallJson.class);

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
				DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
				DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
				DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.build();

	private ExpectedCallJson() {
	}

	static String encode(ExpectedCall call) {
		return MAPPER.writeValueAsString(call);
	}

	/** The call, or nothing when the text is not what {@link #encode} writes. */
	static Optional<ExpectedCall> decode(String json) {
		try {
			return Optional.ofNullable(MAPPER.readValue(json, ExpectedCall.class));
		}
		catch (JacksonException ex) {
			// Without the message: it may show the text, and that holds numbers.
			log.warn("Refused a token: the call that Redis keeps for it is not of our making ({})",
					ex.getClass().getSimpleName());
			return Optional.empty();
		}
	}

}
