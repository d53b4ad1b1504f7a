package io.trunkline;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.sandbox.SandboxServer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service as an operator starts it, with all that it needs and nothing of the
 * sandbox.
 */
class ProductionStartTests {

	@Test
	void startsAndAnswersProbesAndScrapersOnItsManagementPort() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(TrunklineApplication.class)
			.profiles("production")
			.run("--server.port=0", "--management.server.port=0", "--PUBLIC_URL=https://voice.example.com",
					"--BANDWIDTH_ACCOUNT_ID=9900000", "--BANDWIDTH_CLIENT_ID=client",
					"--BANDWIDTH_CLIENT_SECRET=secret",
					"--BANDWIDTH_APPLICATION_ID=1d0c0b0a-0000-4000-8000-000000000001",
					"--BANDWIDTH_FROM_NUMBER=+12025550100", "--BANDWIDTH_WEBHOOK_USERNAME=user",
					"--BANDWIDTH_WEBHOOK_PASSWORD=password", "--CARTESIA_API_KEY=key", "--CARTESIA_VOICE_ID=voice",
					"--OPENAI_API_KEY=key")) {
			assertThat(context.getBeanProvider(SandboxServer.class).getIfAvailable()).isNull();
			WebTestClient management = client(context, "local.management.port");
			management.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
			management.get()
				.uri("/actuator/prometheus")
				.exchange()
				.expectStatus()
				.isOk()
				.expectBody(String.class)
				.value((scrape) -> assertThat(scrape).contains("trunkline_calls_capacity"));
			WebTestClient calls = client(context, "local.server.port");
			calls.post().uri("/webhooks/bandwidth").exchange().expectStatus().isUnauthorized();
			calls.get().uri("/actuator/health").exchange().expectStatus().isNotFound();
		}
	}

	@Test
	void anAgentThatOnlyEchoesNeedsNoModel() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(TrunklineApplication.class)
			.profiles("production")
			.run("--server.port=0", "--management.server.port=0", "--PUBLIC_URL=https://voice.example.com",
					"--BANDWIDTH_ACCOUNT_ID=9900000", "--BANDWIDTH_CLIENT_ID=client",
					"--BANDWIDTH_CLIENT_SECRET=secret",
					"--BANDWIDTH_APPLICATION_ID=1d0c0b0a-0000-4000-8000-000000000001",
					"--BANDWIDTH_FROM_NUMBER=+12025550100", "--BANDWIDTH_WEBHOOK_USERNAME=user",
					"--BANDWIDTH_WEBHOOK_PASSWORD=password", "--CARTESIA_API_KEY=key", "--CARTESIA_VOICE_ID=voice",
					"--trunkline.speaking.prepare-phrases=false", "--trunkline.agents.reception.engine=echo",
					"--trunkline.agents.reception.instructions=", "--trunkline.agents.reception.tools=")) {
			assertThat(context.getBean(Agents.class).all()).extracting(Agent::engine)
				.containsExactly(Agent.Engine.ECHO);
			assertThat(context.isRunning()).isTrue();
		}
	}

	private static WebTestClient client(ConfigurableApplicationContext context, String port) {
		return WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty(port))
			.build();
	}

}
