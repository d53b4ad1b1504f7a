package io.trunkline.language.openai;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * How this room reads and writes JSON: names in snake case, unknown fields ignored, null
 * where a list has nothing to say skipped, no deeper and no longer than a chat needs.
 */
final class ChatJson {

	static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(
					StreamReadConstraints.builder().maxNestingDepth(32).maxStringLength(SseSplitter.LIMIT).build())
			.build())
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.changeDefaultNullHandling((_) -> JsonSetter.Value.forContentNulls(Nulls.SKIP))
		.build();

	private ChatJson() {
	}

}
