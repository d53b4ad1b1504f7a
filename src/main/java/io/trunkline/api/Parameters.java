package io.trunkline.api;

import java.util.List;
import java.util.Map;

import com.networknt.schema.SchemaRegistry;
import io.trunkline.api.Problem.FieldError;
import tools.jackson.databind.node.ObjectNode;

/** The parameters or headers of an operation, which come as text. */
final class Parameters {

	private static final String DIGITS = "[0-9]{1,9}";

	private final ObjectNode schemas;

	private final Shape shape;

	/**
	 * Knows these and no others.
	 * @param schemas by name
	 */
	Parameters(SchemaRegistry registry, ObjectNode schemas) {
		this.schemas = schemas;
		ObjectNode object = ApiJson.object().put("type", "object").put("additionalProperties", false);
		object.set("properties", schemas);
		this.shape = new Shape(registry, object);
	}

	List<FieldError> faults(Map<String, String> given) {
		ObjectNode values = ApiJson.object();
		given.forEach((name, text) -> {
			boolean isNumber = "integer".equals(this.schemas.path(name).path("type").asString(""));
			if (isNumber && text.matches(DIGITS)) {
				values.put(name, Integer.parseInt(text));
			}
			else {
				values.put(name, text);
			}
		});
		return this.shape.faults(values);
	}

}
