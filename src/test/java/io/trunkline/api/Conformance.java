package io.trunkline.api;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds responses to the document as it is served, read without the service's own code.
 */
final class Conformance {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String NAME = "https://example.com/document";

	private final JsonNode document;

	private final SchemaRegistry schemas;

	Conformance(ApiServer server) {
		HttpResponse<String> served = server.send(server.anonymous("/v3/api-docs"));
		assertThat(served.headers().firstValue("Content-Type")).contains("application/json");
		this.document = JSON.readTree(served.body());
		this.schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
				(registry) -> registry.schemas(Map.of(NAME, served.body())));
	}

	JsonNode document() {
		return this.document;
	}

	List<Operation> operations() {
		List<Operation> operations = new ArrayList<>();
		this.document.path("paths").properties().forEach((path) -> path.getValue().properties().forEach((method) -> {
			if (!method.getKey().equals("parameters")) {
				operations.add(new Operation(method.getValue().path("operationId").asString(),
						method.getKey().toUpperCase(Locale.ROOT), path.getKey(),
						"/paths/" + path.getKey().replace("/", "~1") + "/" + method.getKey(), method.getValue()));
			}
		}));
		return operations;
	}

	Operation operation(String id) {
		return operations().stream().filter((operation) -> operation.id().equals(id)).findFirst().orElseThrow();
	}

	/** What the document says at this place, references followed. */
	JsonNode at(String pointer) {
		return this.document.at(resolved(pointer));
	}

	/** Checks status, headers, media type and body. */
	void hold(Operation operation, HttpResponse<String> response, int status) {
		String what = operation + " " + status + ": " + response.body();
		assertThat(response.statusCode()).as(what).isEqualTo(status);
		assertThat(operation.statuses()).as(what).contains(status);
		String described = resolved(operation.pointer() + "/responses/" + status);
		this.document.at(described + "/headers").propertyNames().forEach((header) -> {
			String place = resolved(described + "/headers/" + header);
			Optional<String> value = response.headers().firstValue(header);
			assertThat(value.isPresent()).as(what + " " + header)
				.isEqualTo(this.document.at(place + "/required").asBoolean());
			assertThat(faults(place + "/schema", JSON.valueToTree(value.orElseThrow()))).as(what + " " + header)
				.isEmpty();
		});
		JsonNode content = this.document.at(described + "/content");
		if (content.isMissingNode()) {
			assertThat(response.body()).as(what).isEmpty();
			return;
		}
		String type = content.propertyNames().iterator().next();
		assertThat(response.headers().firstValue("Content-Type")).as(what).contains(type);
		JsonNode body = JSON.readTree(response.body());
		assertThat(faults(described + "/content/" + type.replace("/", "~1") + "/schema", body)).as(what).isEmpty();
		if (status >= 400) {
			assertThat(body.path("status").asInt()).as(what).isEqualTo(status);
		}
	}

	/** What is wrong with some JSON by the schema at this place. */
	List<String> faults(String pointer, JsonNode value) {
		Schema schema = this.schemas.getSchema(SchemaLocation.of(NAME + "#" + pointer));
		return schema.validate(value).stream().map(String::valueOf).toList();
	}

	private String resolved(String pointer) {
		String reference = this.document.at(pointer).path("$ref").asString("");
		return reference.isEmpty() ? pointer : reference.substring(1);
	}

}
