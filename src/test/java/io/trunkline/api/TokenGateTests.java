package io.trunkline.api;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.trunkline.api.ApiServer.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class TokenGateTests {

	private static ApiServer server;

	@BeforeAll
	static void start() {
		server = ApiServer.start();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@MethodSource("forged")
	void aForgedHeaderOpensNothing(String header) throws IOException {
		String response = server.exchange(request("DELETE", "/api/calls/c-1", "Authorization: " + header + "\r\n"));

		assertThat(response).startsWith("HTTP/1.1 401 ")
			.contains("WWW-Authenticate: Bearer ")
			.contains("Content-Type: application/problem+json")
			.contains("\"type\":\"urn:trunkline:problem:unauthorized\"")
			.doesNotContain("Set-Cookie");
		assertThat(server.commands.told).isEmpty();
	}

	static Stream<String> forged() {
		String encoded = Base64.getEncoder().encodeToString(("operator:" + TOKEN).getBytes(UTF_8));
		return Stream.of("", "Bearer", "Bearer ", "bearer", "Bearer  " + TOKEN, TOKEN, "Basic " + encoded,
				"Basic " + TOKEN, "Token " + TOKEN, "Bearer" + TOKEN, "BearerX " + TOKEN, "Bearer " + TOKEN + "x",
				"Bearer x" + TOKEN, "Bearer " + TOKEN.substring(1), "Bearer " + TOKEN.substring(0, TOKEN.length() - 1),
				"Bearer " + TOKEN.toUpperCase(Locale.ROOT), "Bearer \"" + TOKEN + "\"", "Bearer " + TOKEN + "," + TOKEN,
				"Bearer " + TOKEN + " " + TOKEN, "Bearer token=" + TOKEN, "Bearer null", "Bearer Secret[hidden]",
				"Bearer \u00e4", "Bearer " + TOKEN + "\u00e4", "Bearer " + "x".repeat(4000),
				"Bearer " + TOKEN + "\r\nAuthorization: Bearer " + TOKEN);
	}

	@Test
	void withoutAHeaderTheClientIsAskedForOne() {
		HttpResponse<String> response = server.send(server.anonymous("/api/calls"));

		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"trunkline\"");
	}

	@Test
	void theTokenOpensInAnySpellingOfTheScheme() throws IOException {
		assertThat(server.get("/api/calls").statusCode()).isEqualTo(200);
		assertThat(server.exchange(request("GET", "/api/calls", "Authorization: bEARER " + TOKEN + "\r\n")))
			.startsWith("HTTP/1.1 200 ");
	}

	/** The client keeps its connection. */
	@Test
	void oneRequestDoesNotOpenForTheNextOnTheSameConnection() {
		assertThat(server.get("/api/calls").statusCode()).isEqualTo(200);
		assertThat(server.send(server.anonymous("/api/calls")).statusCode()).isEqualTo(401);
		assertThat(server.get("/api/calls").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/c%61lls", "/api/calls/", "/api//calls", "/api/./calls", "/x/../api/calls",
			"/api/calls;x=1", "/api;x/calls", "/api/calls%2f", "/api%2fcalls", "/api/calls?x=/", "/API/calls", "/api",
			"/api/", "/api/calls%00", "//api/calls", "http://localhost/api/calls", "/v3/api-docs/../../api/calls",
			"/v3/api-docs/x" })
	void noSpellingOfThePathGoesAroundTheGate(String path) throws IOException {
		assertThat(server.exchange(request("GET", path, ""))).containsPattern("^HTTP/1.1 (400|401|404) ");
	}

	@Test
	void anUnauthorizedBodyIsNotWaitedFor() throws IOException {
		assertThat(server.exchange("POST /api/calls HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer x\r\n"
				+ "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"))
			.startsWith("HTTP/1.1 401 ");
	}

	@Test
	void theDocumentIsOpenAndHoldsNoSecret() {
		HttpResponse<String> response = server.send(server.anonymous("/v3/api-docs"));

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).startsWith("{\"openapi\":\"3.1.0\"").doesNotContain(TOKEN);
	}

	@Test
	void otherDoorsAreNotThisGatesConcern() throws IOException {
		assertThat(server.exchange(request("POST", "/webhooks/twilio", ""))).startsWith("HTTP/1.1 200 ");
		assertThat(server.exchange(request("GET", "/nowhere", ""))).startsWith("HTTP/1.1 404 ");
	}

	@Test
	void guessesAreCountedAndForgottenHeadersAreNot() throws IOException {
		double before = guesses();

		server.exchange(request("GET", "/api/calls", "Authorization: Bearer guess\r\n"));
		server.exchange(request("GET", "/api/calls", ""));

		assertThat(guesses()).isEqualTo(before + 1);
	}

	private static double guesses() {
		return server.meters()
			.find("trunkline.security")
			.tag("event", "api_unauthorized")
			.counters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

	private static String request(String method, String path, String headers) {
		return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
	}

}
