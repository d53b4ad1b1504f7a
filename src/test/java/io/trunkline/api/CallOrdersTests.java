package io.trunkline.api;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.trunkline.api.CallPlacing.Kind;
import io.trunkline.api.CallPlacing.Order;
import io.trunkline.api.CallPlacing.PlacingRefusedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CallOrdersTests {

	private static final String SIMPLE = "{\"to\":\"+12025550123\",\"agent\":\"sales\"}";

	private static ApiServer server;

	@BeforeAll
	static void start() {
		server = ApiServer.start();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void anOrderReachesWhoeverPlacesCallsWhole() {
		server.send(server.request("/api/calls")
			.header("Content-Type", "application/json; charset=utf-8")
			.header("Idempotency-Key", "whole")
			.POST(BodyPublishers.ofString("""
					{"to": "+12025550123", "agent": "sales", "from": "+12025550100", "ringTimeout": 20,
					 "callbackTimeout": 10, "variables": {"customer_name": "Ada"}}""")));

		assertThat(server.placing.orders.getLast()).isEqualTo(new Order(Optional.of("whole"), "+12025550123", "sales",
				Map.of("customer_name", "Ada"), Optional.of("+12025550100"), Optional.of(Duration.ofSeconds(20)),
				Optional.of(Duration.ofSeconds(10))));
	}

	@Test
	void whatIsLeftOutIsLeftToWhoeverPlacesCalls() {
		server.post("/api/calls", SIMPLE);

		assertThat(server.placing.orders.getLast()).isEqualTo(new Order(Optional.empty(), "+12025550123", "sales",
				Map.of(), Optional.empty(), Optional.empty(), Optional.empty()));
	}

	@Test
	void aPlacedCallCanBeLookedAtAtOnce() {
		HttpResponse<String> placed = server.post("/api/calls", SIMPLE);

		HttpResponse<String> found = server.get(placed.headers().firstValue("Location").orElseThrow());
		assertThat(found.statusCode()).isEqualTo(200);
		assertThat(found.body()).contains("\"state\":\"dialling\"").contains("\"direction\":\"outbound\"");
	}

	@Test
	void aRepeatedOrderHasTheSameAnswerAndSaysThatItIsRepeated() {
		Set<String> answers = new HashSet<>();
		int created = 0;
		for (int times = 0; times < 20; times++) {
			HttpResponse<String> response = keyed("repeated", SIMPLE);
			answers.add(response.body() + response.headers().firstValue("Location").orElseThrow());
			created += (response.statusCode() == 201) ? 1 : 0;
			assertThat(response.headers().firstValue("Idempotency-Replayed").isPresent())
				.isEqualTo(response.statusCode() == 200);
		}

		assertThat(answers).hasSize(1);
		assertThat(created).isEqualTo(1);
		assertThat(keyed("repeated", SIMPLE.replace("0123", "0124")).statusCode()).isEqualTo(409);
	}

	@Test
	void whoMustWaitIsToldHowLongInWholeSeconds() {
		server.placing.failWith(new PlacingRefusedException(Kind.TOO_MANY, "At most one call a second.",
				Optional.of(Duration.ofMillis(2300))));

		HttpResponse<String> response = server.post("/api/calls", SIMPLE);
		server.placing.failWith(null);

		assertThat(response.statusCode()).isEqualTo(429);
		assertThat(response.headers().firstValue("Retry-After")).contains("3");
		assertThat(response.body()).contains("At most one call a second.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "+12025550123\\n", "12025550123", "+1 202 555 0123", "+0123456789", "+1202555012345678",
			"tel:+12025550123", "sip:a@example.com", "+\\u0661\\u0662\\u0663\\u0664\\u0665\\u0666\\u0667\\u0668" })
	void aNumberInAnotherFormIsRefusedAndNotRepeated(String number) {
		int orders = server.placing.orders.size();

		HttpResponse<String> response = server.post("/api/calls", "{\"to\":\"" + number + "\",\"agent\":\"sales\"}");

		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(response.body()).contains("\"field\":\"to\"").doesNotContain("2025550").doesNotContain("sip:");
		assertThat(server.placing.orders).hasSize(orders);
	}

	private static HttpResponse<String> keyed(String key, String body) {
		return server.send(server.request("/api/calls")
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", key)
			.POST(BodyPublishers.ofString(body)));
	}

}
