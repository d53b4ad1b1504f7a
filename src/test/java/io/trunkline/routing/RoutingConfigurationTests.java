package io.trunkline.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.trunkline.agent.Agents;
import io.trunkline.agent.SampleAgents;
import io.trunkline.call.Doorkeeper;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An application that has nothing but routes and one agent, with an operator's file. */
@ExtendWith(OutputCaptureExtension.class)
class RoutingConfigurationTests {

	private static final Instant SATURDAY = Instant.parse("2026-11-21T12:00:00Z");

	@TempDir
	private Path directory;

	@Test
	void routesAreReadAsTheyStandInAFile() throws IOException {
		write("""
				trunkline:
				  routes:
				    - numbers: ["+12025550101"]
				      reject: true
				    - hours:
				        time-zone: Europe/Berlin
				        open: [mon-fri 09:00-17:00, sat 9:00-12:00]
				        holidays: [2026-12-25, 12-26]
				      closed: { sentence: We are closed. }
				      callers: { block: ["+1900*"], withheld: reject }
				""");
		try (ConfigurableApplicationContext context = start()) {
			Doorkeeper door = context.getBean(Doorkeeper.class);
			assertThat(door.entry(leg("+12025550123", "+12025550101"), SATURDAY))
				.isEqualTo(new Doorkeeper.Entry.Reject());
			assertThat(door.entry(leg("+12025550123", "+12025550100"), SATURDAY))
				.isEqualTo(new Doorkeeper.Entry.Closed("We are closed."));
			assertThat(door.entry(leg("Anonymous", "+12025550100"), SATURDAY)).isEqualTo(new Doorkeeper.Entry.Reject());
			assertThat(door.entry(leg("+12025550123", "+12025550100"), SATURDAY.minusSeconds(86_400)))
				.isEqualTo(new Doorkeeper.Entry.Agent("reception", ""));
		}
	}

	@Test
	void withoutRoutesWhoeverHasTheNumberAnswers() throws IOException {
		write("");
		try (ConfigurableApplicationContext context = start()) {
			assertThat(context.getBean(Doorkeeper.class).entry(leg("+12025550123", "+12025550100"), SATURDAY))
				.isEqualTo(new Doorkeeper.Entry.Agent("reception", ""));
		}
	}

	@Test
	void agentThatIsNotThereIsNamedWithItsSetting(CapturedOutput output) throws IOException {
		write("trunkline.routes: [{closed: {agent: night}, hours: {time-zone: UTC, open: [daily 09:00-17:00]}}]");
		assertThatThrownBy(this::start);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("trunkline.routes[0].closed.agent names night, but there is no trunkline.agents.night")
			.doesNotContain("\tat io.trunkline");
	}

	@Test
	void faultIsToldWithoutAStackTrace(CapturedOutput output) throws IOException {
		write("trunkline.routes: [{hours: {time-zone: UTC, open: [sometimes]}, closed: {sentence: Closed.}}]");
		assertThatThrownBy(this::start).hasRootCauseInstanceOf(RoutesRefusedException.class);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("trunkline.routes[0].hours.open[0] must be days and hours, such as mon-fri 09:00-17:00")
			.doesNotContain("\tat io.trunkline");
	}

	@Test
	void settingThatMeansNothingIsRefusedWithoutItsValue(CapturedOutput output) throws IOException {
		write("trunkline.routes: [{callers: {blocked: [\"+1900*\"]}}]");
		assertThatThrownBy(this::start).hasRootCauseInstanceOf(RoutesRefusedException.class);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("trunkline.routes[0].callers.blocked[0] is no setting of a route")
			.doesNotContain("+1900");
	}

	@Test
	void valueThatCannotBeReadIsNotShown(CapturedOutput output) throws IOException {
		write("trunkline.routes: [{callers: {withheld: \"+12025550123\"}}]");
		assertThatThrownBy(this::start).hasRootCauseInstanceOf(RoutesRefusedException.class);
		assertThat(output).contains("trunkline.routes[0].callers.withheld cannot be read").doesNotContain("+1202");
	}

	private static CallLeg leg(String from, String to) {
		return new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"), from, to,
				CallLeg.Direction.INBOUND);
	}

	private void write(String yaml) throws IOException {
		Files.writeString(this.directory.resolve("application.yml"), yaml);
	}

	private ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(OnlyRoutes.class).web(WebApplicationType.NONE)
			.run("--spring.config.location=file:" + this.directory + "/", "--spring.profiles.active=routes");
	}

	@Import(RoutingConfiguration.class)
	static class OnlyRoutes {

		@Bean
		Agents agents() {
			return new Agents(List.of(SampleAgents.reception()));
		}

	}

}
