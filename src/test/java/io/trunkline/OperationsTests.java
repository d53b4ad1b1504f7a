package io.trunkline;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** The real ports of an application that has no room but admission. */
class OperationsTests {

	private static ConfigurableApplicationContext application;

	private static WebTestClient operations;

	private static WebTestClient outside;

	@BeforeAll
	static void start() {
		application = OneRoom.start("--trunkline.admission.max-concurrent-calls=7");
		operations = OneRoom.client(application, "local.management.port");
		outside = OneRoom.client(application, "local.server.port");
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void capacityCanBeScraped() {
		String metrics = get("/actuator/prometheus");
		assertThat(metrics).contains("trunkline_calls_capacity 7.0")
			.contains("trunkline_calls_active 0.0")
			.contains("trunkline_calls_reserved 0.0");
	}

	@Test
	void livenessIsTheProcessAndNothingElse() {
		assertThat(get("/actuator/health/liveness")).isEqualTo("{\"status\":\"UP\"}");
		assertThat(groupMembers("liveness")).containsExactly("livenessState");
	}

	@Test
	void readinessIsAFactOfThisPodOnly() {
		assertThat(get("/actuator/health/readiness")).isEqualTo("{\"status\":\"UP\"}");
		assertThat(groupMembers("readiness")).containsExactly("readinessState");
		AvailabilityChangeEvent.publish(application, ReadinessState.REFUSING_TRAFFIC);
		status(operations, "/actuator/health/readiness", HttpStatus.SERVICE_UNAVAILABLE);
		status(operations, "/actuator/health/liveness", HttpStatus.OK);
		AvailabilityChangeEvent.publish(application, ReadinessState.ACCEPTING_TRAFFIC);
		status(operations, "/actuator/health/readiness", HttpStatus.OK);
	}

	@Test
	void dependenciesTellPeopleHowFullThePodIs() {
		assertThat(get("/actuator/health/dependencies")).contains("\"callCapacity\"")
			.contains("\"capacity\":7")
			.doesNotContain("redis");
	}

	@Test
	void whatOperatorsDoNotNeedIsNotThere() {
		for (String endpoint : new String[] { "env", "heapdump", "threaddump", "beans", "configprops", "shutdown" }) {
			status(operations, "/actuator/" + endpoint, HttpStatus.NOT_FOUND);
		}
	}

	@Test
	void theMainPortShowsNothingOfIt() {
		for (String path : new String[] { "/actuator", "/actuator/health", "/actuator/health/liveness",
				"/actuator/prometheus", "/livez", "/readyz" }) {
			status(outside, path, HttpStatus.NOT_FOUND);
		}
	}

	private static String get(String path) {
		String body = operations.get()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(body).isNotNull();
		return body;
	}

	private static void status(WebTestClient client, String path, HttpStatus expected) {
		client.get().uri(path).exchange().expectStatus().isEqualTo(expected).expectBody().consumeWith((body) -> {
		});
	}

	private static String[] groupMembers(String group) {
		String members = application.getEnvironment()
			.getProperty("management.endpoint.health.group." + group + ".include");
		assertThat(members).isNotNull();
		return members.split(",");
	}

}
