package io.trunkline.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API's JSON, whatever an operator set for other JSON: what is not there is left out,
 * and names of constants are in lower case. What comes in is bounded and unambiguous.
 */
final class ApiJson {

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(20)
				.maxStringLength(32 * 1024)
				.maxNumberLength(30)
				.build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build())
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
		.enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private ApiJson() {
	}

	static byte[] bytes(Object value) {
		return MAPPER.writeValueAsBytes(value);
	}

	static ObjectNode tree(Object value) {
		return MAPPER.valueToTree(value);
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	/**
	 * Reads what somebody sent.
	 * @throws tools.jackson.core.JacksonException if it is not JSON, or beyond the bounds
	 */
	static JsonNode read(byte[] json) {
		return MAPPER.readTree(json);
	}

}
