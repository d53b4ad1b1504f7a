package io.trunkline.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

/** An application that has nothing but agents, with an operator's file. */
@ExtendWith(OutputCaptureExtension.class)
class AgentsAtStartTests {

	@TempDir
	private Path directory;

	@Test
	void badDefinitionIsRefusedWithTheLineThatIsWrong(CapturedOutput output) throws IOException {
		write("""
				trunkline:
				  agents:
				    sales:
				      instruction: canary
				      engine: magic
				""");
		assertThatThrownBy(this::start).hasRootCauseInstanceOf(AgentsRefusedException.class);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(this.directory.resolve("application.yml") + ":4:20  trunkline.agents.sales.instruction")
			.contains("did you mean instructions?")
			.contains("application.yml:5:15  trunkline.agents.sales.engine must be cascade or realtime or echo")
			.doesNotContain("canary")
			.doesNotContain("\tat io.trunkline");
	}

	@Test
	void goodDefinitionsStartAndCanBeReadAgain() throws IOException {
		write("trunkline.agents.sales: {instructions: Sell., greeting: Hello.}");
		try (ConfigurableApplicationContext context = start()) {
			Agents agents = context.getBean(Agents.class);
			assertThat(agents.named("sales")).get().extracting(Agent::greeting).isEqualTo("Hello.");
			write("trunkline.agents.sales: {instructions: Sell., greeting: Good day.}");
			context.getBean(AgentsReload.class).look();
			context.getBean(AgentsReload.class).look();
			assertThat(agents.named("sales")).get().extracting(Agent::greeting).isEqualTo("Good day.");
		}
	}

	private void write(String yaml) throws IOException {
		Files.writeString(this.directory.resolve("application.yml"), yaml);
	}

	private ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(OnlyAgents.class).web(WebApplicationType.NONE)
			.run("--spring.config.location=file:" + this.directory + "/", "--spring.profiles.active=agents");
	}

	@Import(AgentConfiguration.class)
	static class OnlyAgents {

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

}
