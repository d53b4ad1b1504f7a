package io.trunkline.agent.tool.bean;

import java.lang.reflect.Parameter;
import java.util.List;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import io.trunkline.agent.tool.ArgumentSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes the parameters of a method as JSON Schema. */
final class ParameterSchemas {

	private final JsonMapper json;

	private final SchemaGenerator generator;

	ParameterSchemas(JsonMapper json) {
		this.json = json;
		SchemaGeneratorConfigBuilder settings = new SchemaGeneratorConfigBuilder(json, SchemaVersion.DRAFT_2020_12,
				OptionPreset.PLAIN_JSON)
			.with(Option.INLINE_ALL_SCHEMAS, Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT,
					Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
			.without(Option.SCHEMA_VERSION_INDICATOR);
		settings.forFields()
			.withDescriptionResolver(ParameterSchemas::description)
			.withRequiredCheck(ParameterSchemas::isRequired);
		this.generator = new SchemaGenerator(settings.build());
	}

	/**
	 * Describes parameters.
	 * @throws IllegalArgumentException if one of them has no schema, such as one that
	 * holds itself
	 */
	ArgumentSchema of(List<Parameter> parameters) {
		ObjectNode schema = this.json.createObjectNode().put("type", "object");
		ObjectNode properties = schema.putObject("properties");
		ArrayNode required = schema.putArray("required");
		for (Parameter parameter : parameters) {
			properties.set(parameter.getName(), property(parameter));
			if (isRequired(parameter)) {
				required.add(parameter.getName());
			}
		}
		return ArgumentSchema.of(schema.put("additionalProperties", false));
	}

	private ObjectNode property(Parameter parameter) {
		try {
			ObjectNode property = this.generator.generateSchema(parameter.getParameterizedType());
			ToolParam told = parameter.getAnnotation(ToolParam.class);
			return (told == null || told.value().isEmpty()) ? property : property.put("description", told.value());
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("has a parameter " + parameter.getName() + " that has no JSON Schema",
					ex);
		}
	}

	private static boolean isRequired(Parameter parameter) {
		ToolParam told = parameter.getAnnotation(ToolParam.class);
		return (told == null || told.required()) && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
	}

	private static boolean isRequired(FieldScope field) {
		ToolParam told = field.getAnnotation(ToolParam.class);
		return (told == null || told.required())
				&& !field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
	}

	private static @Nullable String description(FieldScope field) {
		ToolParam told = field.getAnnotation(ToolParam.class);
		return (told == null || told.value().isEmpty()) ? null : told.value();
	}

}
