package io.trunkline.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** How events are written: names in snake_case, constants in lower case, no nulls. */
final class RecordJson {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
		.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
		.build();

	private RecordJson() {
	}

	/** One line, without its end. */
	static String write(RecordEvent event) {
		return MAPPER.writerFor(RecordEvent.class).writeValueAsString(event);
	}

	static RecordEvent read(String json) {
		return MAPPER.readValue(json, RecordEvent.class);
	}

}
