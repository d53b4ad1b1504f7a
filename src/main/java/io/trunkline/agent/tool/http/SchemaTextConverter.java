package io.trunkline.agent.tool.http;

import java.util.Map;

import org.springframework.core.convert.converter.Converter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Lets a tree of settings be written as JSON text instead. */
final class SchemaTextConverter implements Converter<String, Map<String, Object>> {

	@Override
	public Map<String, Object> convert(String text) {
		try {
			return text.isBlank() ? Map.of() : JsonMapper.shared().readValue(text, new TypeReference<>() {
			});
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("is neither a tree nor JSON text", ex);
		}
	}

}
