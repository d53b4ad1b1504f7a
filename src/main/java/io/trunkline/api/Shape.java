package io.trunkline.api;

import java.util.List;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import io.trunkline.api.Problem.FieldError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How some JSON must be. */
final class Shape {

	private static final int NAMED_FAULTS = 10;

	private static final int SHOWN = 100;

	private final Schema schema;

	Shape(SchemaRegistry schemas, ObjectNode schema) {
		this.schema = schemas.getSchema(schema);
		this.schema.initializeValidators();
	}

	/** What is wrong, field by field; nothing if it is right. */
	List<FieldError> faults(JsonNode given) {
		return this.schema.validate(given).stream().map(Shape::say).distinct().limit(NAMED_FAULTS).toList();
	}

	/** The library's own messages are not used: some of them show what was given. */
	private static FieldError say(Error fault) {
		String place = fault.getInstanceLocation().toString();
		return switch (fault.getKeyword()) {
			case "required" -> new FieldError(field(place, fault.getProperty()), "is missing");
			case "additionalProperties" -> new FieldError(field(place, fault.getProperty()), "is not known");
			case "propertyNames" -> new FieldError(field(place, ""), "has a name that is not allowed");
			case "type" -> new FieldError(field(place, ""), "must be of type " + wanted(fault));
			case "enum" -> new FieldError(field(place, ""), "must be one of " + wanted(fault));
			default -> new FieldError(field(place, ""), "does not fit " + fault.getKeyword() + " " + wanted(fault));
		};
	}

	/** What the schema says, not the sender. */
	private static String wanted(Error fault) {
		JsonNode wanted = fault.getSchemaNode();
		if (wanted.isArray()) {
			return wanted.valueStream().map(Shape::shown).collect(Collectors.joining(", "));
		}
		return shown(wanted);
	}

	private static String shown(JsonNode value) {
		return value.isString() ? value.stringValue() : value.toString();
	}

	private static String field(String place, String property) {
		String path = place + (property.isEmpty() ? "" : "/" + property);
		String field = path.isEmpty() ? "" : path.substring(1).replace('/', '.');
		return (field.length() <= SHOWN) ? field : field.substring(0, SHOWN) + "...";
	}

}
