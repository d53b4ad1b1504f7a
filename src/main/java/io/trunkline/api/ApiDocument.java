package io.trunkline.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.trunkline.api.Problem.FieldError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI document. What it says of bodies, parameters and headers is what requests
 * are checked against, so that it cannot say anything else.
 */
final class ApiDocument {

	static final String PATH = "/v3/api-docs";

	private static final String NAME = "urn:trunkline:openapi";

	private static final List<String> METHODS = List.of("get", "post", "delete");

	private final ObjectNode document;

	private final Map<String, Shape> bodies = new HashMap<>();

	private final Map<String, Parameters> queries = new HashMap<>();

	private final Map<String, Parameters> headers = new HashMap<>();

	private ApiDocument(ObjectNode document) {
		this.document = document;
		SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(registry) -> registry.schemas(Map.of(NAME, document.toString())));
		operations(document).forEach((operation) -> add(operation, schemas));
	}

	/** Reads the one that comes with the service. */
	static ApiDocument read() {
		try (InputStream yaml = ApiDocument.class.getResourceAsStream("openapi.yaml")) {
			if (yaml == null) {
				throw new IllegalStateException("openapi.yaml is missing from this build");
			}
			return new ApiDocument((ObjectNode) new YAMLMapper().readTree(yaml));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** As it is served. */
	byte[] json() {
		return ApiJson.bytes(this.document);
	}

	/** What is wrong with a body of this operation. */
	List<FieldError> body(String operation, JsonNode given) {
		return described(this.bodies, operation).faults(given);
	}

	/** What is wrong with the query parameters of this operation; none other may be. */
	List<FieldError> query(String operation, Map<String, String> given) {
		return described(this.queries, operation).faults(given);
	}

	/** What is wrong with headers that this operation knows. */
	List<FieldError> headers(String operation, Map<String, String> given) {
		return described(this.headers, operation).faults(given);
	}

	private static <T> T described(Map<String, T> known, String operation) {
		T found = known.get(operation);
		if (found == null) {
			throw new IllegalStateException("openapi.yaml does not describe this of " + operation);
		}
		return found;
	}

	private static Stream<JsonNode> operations(JsonNode document) {
		return document.path("paths")
			.valueStream()
			.flatMap((path) -> METHODS.stream().map(path::path).filter(JsonNode::isObject));
	}

	private void add(JsonNode operation, SchemaRegistry schemas) {
		String name = operation.path("operationId").stringValue();
		this.queries.put(name, new Parameters(schemas, parameters(operation, "query")));
		this.headers.put(name, new Parameters(schemas, parameters(operation, "header")));
		JsonNode body = operation.at("/requestBody/content/application~1json/schema");
		if (body instanceof ObjectNode schema) {
			this.bodies.put(name, new Shape(schemas, schema));
		}
	}

	private static ObjectNode parameters(JsonNode operation, String where) {
		ObjectNode found = ApiJson.object();
		operation.path("parameters")
			.valueStream()
			.filter((parameter) -> where.equals(parameter.path("in").asString("")))
			.forEach((parameter) -> found.set(parameter.path("name").stringValue(), schema(parameter)));
		return found;
	}

	/** A schema that stands alone refers to the document by its name. */
	private static JsonNode schema(JsonNode parameter) {
		ObjectNode schema = (ObjectNode) parameter.path("schema").deepCopy();
		String reference = schema.path("$ref").asString("");
		return reference.isEmpty() ? schema : schema.put("$ref", NAME + reference);
	}

}
