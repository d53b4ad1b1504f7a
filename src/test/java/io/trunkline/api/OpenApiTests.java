package io.trunkline.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import io.trunkline.api.CallPlacing.Kind;
import io.trunkline.api.CallPlacing.PlacingRefusedException;
import io.trunkline.call.CallCommandException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import static io.trunkline.api.ApiServer.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The document and the API say the same, in both directions. */
class OpenApiTests {

	private static final Map<Kind, Integer> PLACING = Map.of(Kind.AGENT, 422, Kind.NUMBER, 403, Kind.KEY_REUSED, 409,
			Kind.UNDER_WAY, 409, Kind.TOO_MANY, 429, Kind.CARRIER, 502, Kind.UNCERTAIN, 504, Kind.UNAVAILABLE, 503);

	private static final Map<CallCommandException.Kind, Integer> COMMANDS = Map.of(CallCommandException.Kind.UNKNOWN,
			404, CallCommandException.Kind.CONFLICT, 409, CallCommandException.Kind.UNKNOWN_DESTINATION, 422,
			CallCommandException.Kind.CARRIER, 502);

	/** As Spring writes one that serves a method. */
	private static final Pattern ROUTE = Pattern.compile("\\((GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) && (\\S+)\\)");

	/** Told by the whole server, whatever the operation. */
	private static final Set<Integer> EVERYWHERE = Set.of(500, 503);

	private static ApiServer server;

	private static Conformance conformance;

	/** Another one in each test. */
	private final String call = "c-" + UUID.randomUUID();

	private final Samples samples = new Samples(new Random(4711));

	private final Map<String, Set<Integer>> seen = new TreeMap<>();

	@BeforeAll
	static void start() {
		server = ApiServer.start("trunkline.api.streams=1");
		conformance = new Conformance(server);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void begin() {
		server.talking(this.call);
		server.placing.failWith(null);
		server.commands.answer(Mono.empty());
		server.commands.told.clear();
	}

	@Test
	void everyRouteIsDescribedAndEveryDescriptionHasARoute() {
		Set<String> described = new TreeSet<>();
		conformance.operations().forEach((operation) -> described.add(operation.method() + " " + operation.template()));
		described.add("GET /v3/api-docs");

		Set<String> served = new TreeSet<>();
		ROUTE.matcher(server.routes().toString())
			.results()
			.forEach((route) -> served.add(route.group(1) + " " + route.group(2)));
		assertThat(served).isEqualTo(described);
	}

	@Test
	void everyProblemIsNamed() {
		List<String> types = Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList();

		assertThat(conformance.at("/components/schemas/Problem/properties/type/enum")
			.valueStream()
			.map(JsonNode::asString)).containsExactlyInAnyOrderElementsOf(types);
	}

	@Test
	void everyReferenceLeadsSomewhereAndEveryPartIsReferredTo() {
		Set<String> references = new TreeSet<>();
		conformance.document().findValues("$ref").forEach((reference) -> references.add(reference.asString()));

		assertThat(references)
			.allSatisfy((reference) -> assertThat(conformance.document().at(reference.substring(1))).as(reference)
				.isNotEmpty());
		conformance.document().path("components").properties().forEach((kind) -> {
			if (!kind.getKey().equals("securitySchemes")) {
				kind.getValue()
					.propertyNames()
					.forEach((name) -> assertThat(references).contains("#/components/" + kind.getKey() + "/" + name));
			}
		});
	}

	@Test
	void whatFitsTheDocumentIsTakenAndAnsweredAsDescribed() {
		for (Operation operation : conformance.operations()) {
			if (operation.id().equals("followCall")) {
				continue;
			}
			int success = operation.statuses()
				.stream()
				.filter((status) -> status < 300 && !(operation.id().equals("placeCall") && status == 200))
				.findFirst()
				.orElseThrow();
			for (int times = 0; times < (operation.body().isMissingNode() ? 1 : 40); times++) {
				String body = operation.body().isMissingNode() ? "" : this.samples.fitting(operation.body()).toString();
				conformance.hold(operation, send(operation, this.call, body), success);
			}
		}
	}

	@Test
	void whatDoesNotFitTheDocumentIsRefusedAndTheFieldIsNamed() {
		int orders = server.placing.orders.size();
		for (Operation operation : conformance.operations()) {
			if (operation.body().isMissingNode()) {
				continue;
			}
			for (Samples.Misfit misfit : this.samples.unfitting(operation.body())) {
				HttpResponse<String> response = send(operation, this.call, misfit.body());
				assertThat(response.statusCode()).as(misfit.toString()).isEqualTo(400);
				conformance.hold(operation, response, 400);
				assertThat(response.body()).as(misfit.toString())
					.contains("\"errors\":[{\"field\":\"" + misfit.field());
			}
		}
		assertThat(server.placing.orders).hasSize(orders);
		assertThat(server.commands.told).isEmpty();
	}

	@Test
	void parametersAreTakenAndRefusedAsDescribed() {
		Operation list = conformance.operation("listCalls");
		for (JsonNode parameter : list.parameters("query")) {
			String name = parameter.path("name").asString();
			JsonNode schema = conformance.at("/paths/~1api~1calls/get/parameters/" + index(list, name) + "/schema");
			schema.path("enum")
				.forEach((value) -> conformance.hold(list, query(list, name + "=" + value.asString()), 200));
			if (parameter.has("example")) {
				conformance.hold(list, query(list, name + "=" + parameter.path("example").asString()), 200);
			}
			conformance.hold(list, query(list, name + "="), 400);
			conformance.hold(list, query(list, name + "=%20" + "x".repeat(200)), 400);
			conformance.hold(list, query(list, name + "=talking&" + name + "=talking"), 400);
		}
		for (String wrong : List.of("limit=0", "limit=201", "limit=-1", "limit=1.5", "limit=1e1", "limit=9999999999",
				"status=talking", "x", "state=TALKING", "cursor=AAAAAAAAAAAAAAAAAAAAAA")) {
			conformance.hold(list, query(list, wrong), 400);
		}
	}

	@Test
	void headersAreTakenAndRefusedAsDescribed() {
		Operation place = conformance.operation("placeCall");
		String body = this.samples.fitting(place.body()).toString();
		for (String key : List.of("k", "!~", "\"quoted\"", "x".repeat(255))) {
			conformance.hold(place, sendWith("Idempotency-Key", key, place, body), 201);
		}
		for (String key : List.of("", "a b", "x".repeat(256))) {
			conformance.hold(place, sendWith("Idempotency-Key", key, place, body), 400);
		}
		Operation follow = conformance.operation("followCall");
		for (String id : List.of("", "x", "-1", "1.5", "99999999999")) {
			conformance.hold(follow, sendWith("Last-Event-ID", id, follow, ""), 400);
		}
	}

	@Test
	void everyDescribedStatusHappensAndNoOther() throws IOException {
		for (Operation operation : conformance.operations()) {
			String body = operation.body().isMissingNode() ? "" : this.samples.fitting(operation.body()).toString();
			see(operation, 401, server.send(server.anonymous(operation.path(this.call))
				.method(operation.method(), BodyPublishers.ofString(body))));
			if (operation.template().contains("{id}")) {
				failCommandsWith(CallCommandException.Kind.UNKNOWN);
				see(operation, 404, send(operation, "unknown", body));
				server.commands.answer(Mono.empty());
			}
			if (!body.isEmpty()) {
				bodies(operation, body);
			}
		}
		placing();
		commands();
		reading();

		for (Operation operation : conformance.operations()) {
			Set<Integer> unseen = new TreeSet<>(operation.statuses());
			unseen.removeAll(this.seen.get(operation.id()));
			assertThat(EVERYWHERE).as("statuses of " + operation + " that never happened").containsAll(unseen);
		}
	}

	private void bodies(Operation operation, String body) throws IOException {
		see(operation, 400, send(operation, this.call, "{}"));
		see(operation, 413, send(operation, this.call, " ".repeat(RequestReader.MAX_BYTES) + body));
		see(operation, 413, chunked(operation, " ".repeat(RequestReader.MAX_BYTES) + body));
		for (String type : List.of("text/plain", "application/xml", "application/json;charset=iso-8859-1", "nonsense",
				"application/*", "application/json-seq")) {
			see(operation, 415, sendAs(type, operation, body));
		}
		String slow = server.exchange(operation.method() + " " + operation.path(this.call)
				+ " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN
				+ "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
		assertThat(slow).startsWith("HTTP/1.1 408 ").contains("urn:trunkline:problem:body-too-slow");
		note(operation, 408);
	}

	private void placing() {
		Operation place = conformance.operation("placeCall");
		String body = this.samples.fitting(place.body()).toString();
		see(place, 201, sendWith("Idempotency-Key", this.call, place, body));
		see(place, 200, sendWith("Idempotency-Key", this.call, place, body));
		for (Kind kind : Kind.values()) {
			server.placing.failWith(new PlacingRefusedException(kind, "Because.",
					(kind == Kind.TOO_MANY) ? Optional.of(Duration.ofMillis(1)) : Optional.empty()));
			see(place, PLACING.getOrDefault(kind, 0), send(place, "", body));
		}
		server.placing.failWith(new IllegalStateException("canary"));
		see(place, 500, send(place, "", body));
		server.placing.failWith(null);
	}

	private void commands() {
		for (String id : List.of("hangUp", "say", "whisper", "transferCall")) {
			Operation operation = conformance.operation(id);
			String body = operation.body().isMissingNode() ? "" : this.samples.fitting(operation.body()).toString();
			see(operation, body.isEmpty() ? 204 : 202, send(operation, this.call, body));
			for (CallCommandException.Kind kind : CallCommandException.Kind.values()) {
				failCommandsWith(kind);
				if (kind != CallCommandException.Kind.UNKNOWN_DESTINATION || id.equals("transferCall")) {
					see(operation, COMMANDS.getOrDefault(kind, 0), send(operation, this.call, body));
				}
			}
			server.commands.answer(Mono.never());
			see(operation, 504, send(operation, this.call, body));
			server.commands.answer(Mono.error(new IllegalStateException("canary")));
			see(operation, 500, send(operation, this.call, body));
			server.commands.answer(Mono.empty());
		}
	}

	private void reading() {
		see(conformance.operation("listCalls"), 200, send(conformance.operation("listCalls"), "", ""));
		see(conformance.operation("listCalls"), 400, query(conformance.operation("listCalls"), "limit=0"));
		see(conformance.operation("getCall"), 200, send(conformance.operation("getCall"), this.call, ""));
		Operation follow = conformance.operation("followCall");
		see(follow, 400, sendWith("Last-Event-ID", "x", follow, ""));
		HttpResponse<InputStream> open = server.send(server.request(follow.path(this.call)),
				HttpResponse.BodyHandlers.ofInputStream());
		assertThat(open.statusCode()).isEqualTo(200);
		assertThat(open.headers().firstValue("Content-Type")).contains("text/event-stream");
		note(follow, 200);
		see(follow, 429, send(follow, this.call, ""));
		server.ended(this.call);
	}

	private static void failCommandsWith(CallCommandException.Kind kind) {
		server.commands.answer(Mono.error(new CallCommandException(kind, "Because.")));
	}

	private void see(Operation operation, int status, HttpResponse<String> response) {
		conformance.hold(operation, response, status);
		assertThat(response.body()).doesNotContain("canary").doesNotContain("Exception");
		note(operation, status);
	}

	private void note(Operation operation, int status) {
		this.seen.computeIfAbsent(operation.id(), (_) -> new TreeSet<>()).add(status);
	}

	private static HttpResponse<String> send(Operation operation, String call, String body) {
		HttpRequest.Builder request = server.request(operation.path(call));
		if (!operation.body().isMissingNode()) {
			request.header("Content-Type", "application/json");
		}
		return server.send(request.method(operation.method(), BodyPublishers.ofString(body)));
	}

	private HttpResponse<String> chunked(Operation operation, String body) {
		return server.send(server.request(operation.path(this.call))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8)))));
	}

	private HttpResponse<String> sendAs(String type, Operation operation, String body) {
		return server.send(server.request(operation.path(this.call))
			.header("Content-Type", type)
			.POST(BodyPublishers.ofString(body)));
	}

	private HttpResponse<String> sendWith(String header, String value, Operation operation, String body) {
		HttpRequest.Builder request = server.request(operation.path(this.call)).header(header, value);
		if (!body.isEmpty()) {
			request.header("Content-Type", "application/json");
		}
		return server.send(request.method(operation.method(), BodyPublishers.ofString(body)));
	}

	private static HttpResponse<String> query(Operation operation, String query) {
		return server.send(server.request(operation.path("") + "?" + query));
	}

	private static int index(Operation operation, String name) {
		int index = 0;
		for (JsonNode parameter : operation.node().path("parameters")) {
			if (parameter.path("name").asString().equals(name)) {
				return index;
			}
			index++;
		}
		throw new IllegalArgumentException(name);
	}

}
