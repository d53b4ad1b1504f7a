package io.trunkline.telephony.bandwidth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.RecordingSwitchboard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

import static io.trunkline.telephony.bandwidth.WebhookServer.PASSWORD;
import static io.trunkline.telephony.bandwidth.WebhookServer.USERNAME;
import static io.trunkline.telephony.bandwidth.WebhookServer.basic;
import static org.assertj.core.api.Assertions.assertThat;

class WebhookGateTests {

	private static final RecordingSwitchboard switchboard = new RecordingSwitchboard();

	private static WebhookServer server;

	@BeforeAll
	static void start() {
		server = WebhookServer.start(switchboard);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@BeforeEach
	void begin() {
		switchboard.begin(() -> Mono.just(new Answer.HangUp()));
	}

	@ParameterizedTest
	@MethodSource("forged")
	void aForgedHeaderOffersNothing(String header) throws IOException {
		String response = server.exchange(request("/webhooks/bandwidth", "Authorization: " + header + "\r\n"));

		assertThat(response).startsWith("HTTP/1.1 401 ")
			.contains("WWW-Authenticate: Basic realm=\"trunkline\"\r\n")
			.contains("Content-Type: application/problem+json")
			.doesNotContain("Set-Cookie");
		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	static Stream<String> forged() {
		String right = basic(USERNAME, PASSWORD);
		String encoded = right.substring("Basic ".length());
		return Stream.of("", "Basic", "Basic ", "basic", "Basic  ", "Basic :", "Basic Og==", "Basic ====", "Basic !!!!",
				"Basic \u00e4\u00f6", "Basic null", encoded, "Bearer " + encoded, "Digest " + encoded,
				"Digest username=\"" + USERNAME + "\"", "Basic" + encoded, "BasicX " + encoded, right + "x",
				right + "====", "Basic " + encoded.substring(1), "Basic " + encoded.substring(0, encoded.length() - 4),
				"Basic " + encoded.toLowerCase(Locale.ROOT), "Basic \"" + encoded + "\"",
				"Basic " + encoded + "," + encoded, "Basic " + encoded + " " + encoded, "Basic realm=\"trunkline\"",
				basic(USERNAME, ""), basic("", PASSWORD), basic("", ""), basic(PASSWORD, USERNAME),
				basic(USERNAME, PASSWORD + " "), basic(USERNAME + " ", PASSWORD), basic(" " + USERNAME, PASSWORD),
				basic(USERNAME.toUpperCase(Locale.ROOT), PASSWORD), basic(USERNAME, PASSWORD + "\u0000"),
				basic(USERNAME + "\u0000", PASSWORD), basic(USERNAME, "null"), basic("null", "null"),
				basic(USERNAME, PASSWORD.substring(1)), basic(USERNAME, "x".repeat(4000)), basic("user", "password"),
				"Basic " + Base64.getEncoder().encodeToString(USERNAME.getBytes(StandardCharsets.UTF_8)),
				"Basic " + Base64.getEncoder()
					.encodeToString((USERNAME + ":" + PASSWORD).getBytes(StandardCharsets.ISO_8859_1)));
	}

	@Test
	void withoutAHeaderBandwidthIsAskedForOne() throws IOException {
		String response = server.exchange(request("/webhooks/bandwidth", ""));

		assertThat(response).startsWith("HTTP/1.1 401 ")
			.contains("WWW-Authenticate: Basic realm=\"trunkline\"\r\n")
			.contains("""
					{"type":"about:blank","title":"Unauthorized","status":401,\
					"detail":"credentials are missing or wrong"}""")
			.doesNotContain("Set-Cookie");
		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	@Test
	void theRightCredentialsOpen() {
		EntityExchangeResult<byte[]> result = server.post(Fixtures.event("initiate"));

		assertThat(result.getStatus()).isEqualTo(HttpStatus.OK);
		assertThat(result.getResponseCookies()).isEmpty();
		assertThat(switchboard.offered).hasSize(1);
	}

	@Test
	void oneRequestDoesNotOpenForTheNextOnTheSameConnection() throws IOException {
		String body = "{\"eventType\":\"initiate\",\"callId\":\"c-1\",\"accountId\":\"1\"}";
		String framed = "Content-Length: " + body.length() + "\r\n";
		String first = "POST /webhooks/bandwidth HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
				+ basic(USERNAME, PASSWORD) + "\r\n" + framed + "\r\n" + body;

		String responses = server.exchangeInTurn(first, "</Response>", request("/webhooks/bandwidth", framed, body));

		assertThat(responses).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 401 ");
		assertThat(switchboard.offered).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/webhooks/%62andwidth", "/webhooks/bandwidth/", "/webhooks//bandwidth",
			"/webhooks/./bandwidth", "/x/../webhooks/bandwidth", "/webhooks/bandwidth;x=1", "/webhooks;x/bandwidth",
			"/webhooks/bandwidth%2f", "/webhooks%2fbandwidth", "/webhooks/bandwidth?x=/", "/WEBHOOKS/bandwidth",
			"/webhooks/bandwidth/x", "/webhooks/bandwidth%00", "//webhooks/bandwidth",
			"http://localhost/webhooks/bandwidth" })
	void noSpellingOfThePathGoesAroundTheGate(String path) throws IOException {
		String body = "{\"eventType\":\"initiate\",\"callId\":\"c-1\",\"accountId\":\"1\"}";

		String response = server.exchange(request(path, "Content-Length: " + body.length() + "\r\n", body));

		assertThat(response).containsPattern("^HTTP/1.1 (400|401|404) ");
		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	@Test
	void anUnauthorizedBodyIsNotWaitedFor() throws IOException {
		String response = server.exchange("POST /webhooks/bandwidth HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
				+ basic("user", "password") + "\r\nContent-Length: 1000\r\n\r\n{");

		assertThat(response).startsWith("HTTP/1.1 401 ");
	}

	@Test
	void otherDoorsAreNotThisGatesConcern() {
		WebTestClient client = server.client();

		assertThat(status(client.get().uri("/media/bandwidth/token"))).isEqualTo(HttpStatus.OK);
		assertThat(status(client.post().uri("/webhooks/twilio"))).isEqualTo(HttpStatus.OK);
		assertThat(status(client.get().uri("/nowhere"))).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(
				status(client.get().uri("http://127.0.0.1:" + server.managementPort() + "/actuator/health/liveness")))
			.isEqualTo(HttpStatus.OK);
	}

	@Test
	void noUserIsMadeUpAndNoGuardIsLeftForOthers() {
		assertThat(server.hasBean(MapReactiveUserDetailsService.class)).isFalse();
		assertThat(server.hasBean(ReactiveAuthenticationManager.class)).isFalse();
	}

	@Test
	void forgeriesAreCounted() throws IOException {
		double before = forgeries();

		server.exchange(request("/webhooks/bandwidth", "Authorization: Basic eDp5\r\n"));
		server.exchange(request("/webhooks/bandwidth", ""));

		assertThat(forgeries()).isEqualTo(before + 1);
	}

	private static double forgeries() {
		return server.meters()
			.find("trunkline.security")
			.tag("event", "webhook_unauthorized")
			.counters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();
	}

	private static HttpStatusCode status(WebTestClient.RequestHeadersSpec<?> request) {
		return request.exchange().expectBody().returnResult().getStatus();
	}

	private static String request(String path, String headers, String... body) {
		return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n"
				+ String.join("", body);
	}

}
