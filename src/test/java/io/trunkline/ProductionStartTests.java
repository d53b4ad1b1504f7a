package io.trunkline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.sandbox.SandboxServer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The service as an operator starts it, with all that it needs and nothing of the
 * sandbox.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProductionStartTests {

	private static final List<String> BANDWIDTH = List.of("BANDWIDTH_ACCOUNT_ID=9900000", "BANDWIDTH_CLIENT_ID=client",
			"BANDWIDTH_CLIENT_SECRET=secret", "BANDWIDTH_APPLICATION_ID=1d0c0b0a-0000-4000-8000-000000000001",
			"BANDWIDTH_FROM_NUMBER=+12025550100", "BANDWIDTH_WEBHOOK_USERNAME=user",
			"BANDWIDTH_WEBHOOK_PASSWORD=password");

	@TempDir
	private Path directory;

	@Test
	void startsAndAnswersProbesAndScrapersOnItsManagementPort() {
		try (ConfigurableApplicationContext context = start("CARTESIA_API_KEY=key", "CARTESIA_VOICE_ID=voice",
				"OPENAI_API_KEY=key")) {
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
		try (ConfigurableApplicationContext context = start("CARTESIA_API_KEY=key", "CARTESIA_VOICE_ID=voice",
				"trunkline.agents.reception.engine=echo", "trunkline.agents.reception.instructions=",
				"trunkline.agents.reception.tools=")) {
			assertThat(context.getBean(Agents.class).all()).extracting(Agent::engine)
				.containsExactly(Agent.Engine.ECHO);
			assertThat(context.isRunning()).isTrue();
		}
	}

	@Test
	void anAgentWithOneSocketNeedsNeitherEarNorVoiceAndSaysOnceThatItHasNoReserve(CapturedOutput output) {
		start("OPENAI_API_KEY=key", "trunkline.agents.reception.engine=realtime",
				"logging.level.io.trunkline.engine.realtime=warn")
			.close();
		assertThat(output.toString().lines().filter((line) -> line.contains("have nothing to go on with")))
			.singleElement(InstanceOfAssertFactories.STRING)
			.contains("WARN", "trunkline.cartesia.api-key (CARTESIA_API_KEY)",
					"trunkline.cartesia.voice-id (CARTESIA_VOICE_ID)")
			.doesNotContain("trunkline.openai");
	}

	@Test
	void anAgentWhoseCarrierIsNotSetUpIsRefusedWithItsLine(CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("application.yml"), """
				trunkline.agents.scout:
				  instructions: Be quick.
				  numbers: "+12025550178"
				  outbound:
				    carrier: twilio
				""");
		assertThatThrownBy(() -> start("CARTESIA_API_KEY=key", "CARTESIA_VOICE_ID=voice", "OPENAI_API_KEY=key",
				"spring.config.additional-location=file:" + this.directory + "/"))
			.hasRootCauseInstanceOf(IllegalArgumentException.class);
		assertThat(output).contains("application.yml:5:14  trunkline.agents.scout.outbound.carrier is twilio, which"
				+ " places no calls without trunkline.twilio.account-sid (TWILIO_ACCOUNT_SID)");
	}

	@Test
	void withTwilioAloneNothingIsSaidOfTheOtherCarrier(CapturedOutput output) {
		startOver(List.of("TWILIO_ACCOUNT_SID=AC00000000000000000000000000000001", "TWILIO_AUTH_TOKEN=token"),
				"CARTESIA_API_KEY=key", "CARTESIA_VOICE_ID=voice", "OPENAI_API_KEY=key")
			.close();
		assertThat(output).contains("Started").doesNotContain("BANDWIDTH").doesNotContain("ERROR");
	}

	/** With one carrier, an address, and these. */
	private static ConfigurableApplicationContext start(String... settings) {
		return startOver(BANDWIDTH, settings);
	}

	private static ConfigurableApplicationContext startOver(List<String> carrier, String... settings) {
		Stream<String> common = Stream.of("server.port=0", "management.server.port=0",
				"PUBLIC_URL=https://voice.example.com", "trunkline.speaking.prepare-phrases=false");
		return new SpringApplicationBuilder(TrunklineApplication.class).profiles("production")
			.run(Stream.of(common, carrier.stream(), Stream.of(settings))
				.flatMap((some) -> some)
				.map((setting) -> "--" + setting)
				.toArray(String[]::new));
	}

	private static WebTestClient client(ConfigurableApplicationContext context, String port) {
		return WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty(port))
			.build();
	}

}
