package io.trunkline.api;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CallReadingTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static ApiServer server;

	@BeforeAll
	static void start() {
		server = ApiServer.start();
		for (int at = 1; at <= 120; at++) {
			server.talking("c-" + at);
		}
		server.ended("c-120");
		server.board().dialling("o-1", "+12025550123", "+12025550100", "sales");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void pagesFollowOnEachOtherWhateverComesMeanwhile() {
		List<String> ids = new ArrayList<>();
		AtomicInteger pages = new AtomicInteger();
		String cursor = "";
		do {
			JsonNode page = page("?limit=25&direction=inbound&agent=reception" + cursor);
			page.path("calls").forEach((call) -> ids.add(call.path("id").asString()));
			cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
			server.talking("c-new-" + pages.incrementAndGet());
		}
		while (!cursor.isEmpty());

		assertThat(ids.stream().filter((id) -> !id.startsWith("c-new"))).hasSize(120)
			.startsWith("c-120", "c-119")
			.endsWith("c-1");
		assertThat(ids).filteredOn((id) -> id.startsWith("c-new-")).isEmpty();
		assertThat(pages).hasValue(5);
	}

	@Test
	void aPageHasFiftyCallsIfNobodySaysOtherwise() {
		assertThat(page("").path("calls")).hasSize(50);
		assertThat(page("?limit=200").has("next")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "state=dialling, o-1", "state=ended, c-120", "direction=outbound, o-1", "agent=sales, o-1",
			"state=dialling&direction=inbound, ''", "agent=nobody, ''" })
	void whatIsNotWantedIsLeftOut(String query, String id) {
		JsonNode calls = page("?" + query).path("calls");

		assertThat(calls.valueStream().map((call) -> call.path("id").asString()))
			.containsExactlyElementsOf(id.isEmpty() ? List.of() : List.of(id));
	}

	@Test
	void aCursorOfAnotherProcessIsRefused() {
		String foreign = new Cursor(7).after(server.board().find("c-1").orElseThrow());

		HttpResponse<String> response = server.get("/api/calls?cursor=" + foreign);

		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"field\":\"cursor\"").contains("begin again without it");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/calls/c-1/nothing", "/api/nothing", "/api/calls/c-1/say/x" })
	void whatIsNotThereIsAProblemAsWell(String path) {
		HttpResponse<String> response = server.get(path);

		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains("urn:trunkline:problem:no-such-path");
	}

	@ParameterizedTest
	@CsvSource({ "PUT, /api/calls, 'GET, POST'", "HEAD, /api/calls, 'GET, POST'",
			"PATCH, /api/calls/c-1, 'GET, DELETE'", "GET, /api/calls/c-1/say, POST",
			"POST, /api/calls/c-1/events, GET" })
	void anotherMethodIsRefusedAndTheRightOnesNamed(String method, String path, String allowed) {
		HttpResponse<String> response = server.send(server.request(path).method(method, BodyPublishers.noBody()));

		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).contains(allowed);
		assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
	}

	@Test
	void anIdOfAnyCharactersIsFoundOrNot() {
		assertThat(server.get("/api/calls/..%252f").statusCode()).isIn(400, 404);
		assertThat(server.get("/api/calls/%C3%A4%20").statusCode()).isEqualTo(404);
		assertThat(server.get("/api/calls/" + "x".repeat(1500)).statusCode()).isEqualTo(404);
	}

	private static JsonNode page(String query) {
		HttpResponse<String> response = server.get("/api/calls" + query);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JSON.readTree(response.body());
	}

}
