package io.trunkline;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A Redis that is not there, as probes and people see it. */
class RedisOutageTests {

	@Test
	void showsAmongDependenciesAndLeavesTheProbesAlone() {
		try (ConfigurableApplicationContext application = OneRoom.start("--REDIS_URL=redis://127.0.0.1:1")) {
			WebTestClient operations = OneRoom.client(application, "local.management.port");
			health(operations, "readiness", HttpStatus.OK).jsonPath("$.status").isEqualTo("UP");
			health(operations, "liveness", HttpStatus.OK).jsonPath("$.status").isEqualTo("UP");
			health(operations, "dependencies", HttpStatus.SERVICE_UNAVAILABLE).jsonPath("$.components.redis.status")
				.isEqualTo("DOWN")
				.jsonPath("$.components.callCapacity.status")
				.isEqualTo("UP");
		}
	}

	private static WebTestClient.BodyContentSpec health(WebTestClient operations, String group, HttpStatus expected) {
		return operations.get()
			.uri("/actuator/health/" + group)
			.exchange()
			.expectStatus()
			.isEqualTo(expected)
			.expectBody();
	}

}
