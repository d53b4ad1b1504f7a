package io.trunkline.agent.tool;

import java.util.List;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of a tool's arguments, ready to check some. Nothing is fetched. */
public final class ArgumentSchema {

	/** Of the arguments of one call, in characters. */
	private static final int LONGEST = 32 * 1024;

	private static final int NAMED_FAULTS = 5;

	private static final int SHOWN = 200;

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
			(registry) -> registry.schemaCacheEnabled(false));

	private static final Schema SCHEMA_OF_SCHEMAS = SCHEMAS
		.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

	private final ObjectNode node;

	private final Schema schema;

	private ArgumentSchema(ObjectNode node, Schema schema) {
		this.node = node;
		this.schema = schema;
	}

	/** What came of a check. */
	public sealed interface Checked {

		/** They may be used. */
		record Fit(ObjectNode arguments) implements Checked {
		}

		/** They may not; the reason names fields, and none of the values given. */
		record Unfit(String reason) implements Checked {
		}

	}

	/**
	 * Prepares a schema. Whatever draft it names, it is read as 2020-12.
	 * @throws IllegalArgumentException if it is not a JSON Schema of an object
	 */
	public static ArgumentSchema of(JsonNode schema) {
		if (!(schema instanceof ObjectNode given) || !"object".equals(schema.path("type").asString(""))) {
			throw new IllegalArgumentException("is not a JSON Schema with type object");
		}
		ObjectNode object = given.deepCopy();
		object.remove("$schema");
		List<Error> faults = SCHEMA_OF_SCHEMAS.validate(object);
		if (!faults.isEmpty()) {
			throw new IllegalArgumentException("is not a JSON Schema: " + faults.getFirst());
		}
		try {
			Schema prepared = SCHEMAS.getSchema(object);
			prepared.initializeValidators();
			return new ArgumentSchema(object, prepared);
		}
		catch (SchemaException ex) {
			throw new IllegalArgumentException(
					"is a JSON Schema that cannot be used; references must stay inside of it", ex);
		}
	}

	/** The schema of a tool that wants to know nothing. */
	public static ArgumentSchema none() {
		return of(JSON.readTree("""
				{"type":"object","properties":{},"additionalProperties":false}"""));
	}

	/** Whether an argument of this name is described. */
	public boolean describes(String argument) {
		return this.node.path("properties").has(argument);
	}

	/** Whether an argument of this name must be given. */
	public boolean requires(String argument) {
		return this.node.path("required").valueStream().anyMatch((name) -> argument.equals(name.asString("")));
	}

	/** The schema as JSON text. */
	public String text() {
		return this.node.toString();
	}

	/**
	 * Checks arguments.
	 * @param arguments what should be a JSON object; blank means that there are none
	 */
	public Checked check(String arguments) {
		if (arguments.length() > LONGEST) {
			return new Checked.Unfit("The arguments are too long.");
		}
		try {
			JsonNode given = arguments.isBlank() ? JSON.createObjectNode() : JSON.readTree(arguments);
			return (given instanceof ObjectNode object) ? check(object) : notAnObject();
		}
		catch (JacksonException _) {
			return notAnObject();
		}
	}

	private Checked check(ObjectNode arguments) {
		List<Error> faults = this.schema.validate(arguments);
		if (faults.isEmpty()) {
			return new Checked.Fit(arguments);
		}
		return new Checked.Unfit(faults.stream()
			.map(ArgumentSchema::say)
			.distinct()
			.limit(NAMED_FAULTS)
			.collect(Collectors.joining("; ")));
	}

	private static Checked notAnObject() {
		return new Checked.Unfit("The arguments are not a JSON object.");
	}

	/** The library's own messages are not used: some of them show what was given. */
	private static String say(Error fault) {
		String place = fault.getInstanceLocation().toString();
		return switch (fault.getKeyword()) {
			case "required" -> field(place, fault.getProperty()) + " is missing";
			case "additionalProperties", "unevaluatedProperties" -> field(place, fault.getProperty()) + " is not known";
			case "type" -> field(place, "") + " must be of type " + wanted(fault);
			case "enum" -> field(place, "") + " must be one of: " + wanted(fault);
			default -> field(place, "") + " does not fit " + fault.getKeyword() + " " + wanted(fault);
		};
	}

	/** What the schema says, not the caller. */
	private static String wanted(Error fault) {
		JsonNode wanted = fault.getSchemaNode();
		if (wanted.isArray()) {
			return shortened(wanted.valueStream().map(ArgumentSchema::shown).collect(Collectors.joining(", ")));
		}
		return wanted.isObject() ? "" : shortened(shown(wanted));
	}

	private static String shown(JsonNode value) {
		return value.isString() ? value.stringValue() : value.toString();
	}

	private static String field(String place, String property) {
		String path = place + (property.isEmpty() ? "" : "/" + property);
		return path.isEmpty() ? "the whole" : shortened(path.substring(1).replace('/', '.'));
	}

	private static String shortened(String text) {
		return (text.length() <= SHOWN) ? text : text.substring(0, SHOWN) + "...";
	}

}
