package io.trunkline.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class AgentsReloadTests {

	private static final String HELLO = """
			trunkline.agents.reception:
			  instructions: Help.
			  greeting: Hello${NAME:}.
			""";

	private static final String GOOD_DAY = HELLO.replace("Hello", "Good day");

	@TempDir
	private Path directory;

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private @Nullable AgentsReload reload;

	/** A sandbox that ran in the same JVM before leaves its own level behind. */
	@BeforeEach
	void hearWhatIsTold() {
		((Logger) LoggerFactory.getLogger(AgentsReload.class)).setLevel(Level.INFO);
	}

	@AfterEach
	void stop() {
		if (this.reload != null) {
			this.reload.close();
		}
	}

	@Test
	void newCallsGetWhatTheFileSaysAndRunningOnesKeepTheirs(CapturedOutput output) {
		AgentFilesUnderTest files = files(HELLO);
		Agents agents = start(files);
		Roster running = agents.current();
		files.write("application.yml",
				GOOD_DAY + "trunkline.agents.sales: {numbers: '+12025550111', instructions: Sell.}\n");
		look(2);
		assertThat(greeting(agents)).isEqualTo("Good day.");
		assertThat(agents.named("sales")).isPresent();
		assertThat(running.answering("+12025550100")).get().extracting(Agent::greeting).isEqualTo("Hello.");
		assertThat(running.named("sales")).isEmpty();
		assertThat(output).contains("2 in all, changed: [reception, sales]").doesNotContain("Good day");
		assertThat(reloads("applied")).isOne();
	}

	@Test
	void fileIsReadOnceItStandsStill() {
		AgentFilesUnderTest files = files(HELLO);
		Agents agents = start(files);
		files.write("application.yml", "trunkline.agents.rec");
		look(1);
		files.write("application.yml", GOOD_DAY);
		look(1);
		assertThat(greeting(agents)).isEqualTo("Hello.");
		look(1);
		assertThat(greeting(agents)).isEqualTo("Good day.");
		look(3);
		assertThat(reloads("applied")).isOne();
		assertThat(reloads("refused")).isZero();
	}

	@Test
	void badAgentsAreRefusedWithTheirLineAndTheOldOnesStay(CapturedOutput output) {
		AgentFilesUnderTest files = files(HELLO);
		Agents agents = start(files);
		files.write("application.yml", GOOD_DAY + "  greetings: canary\n");
		look(5);
		assertThat(greeting(agents)).isEqualTo("Hello.");
		assertThat(output.toString().lines().filter((line) -> line.contains("The agents stay as they were")))
			.singleElement()
			.asString()
			.contains("ERROR", this.directory.resolve("application.yml") + ":4:", "reception.greetings",
					"did you mean greeting?")
			.doesNotContain("canary");
		assertThat(refused()).isOne();
		assertThat(health(agents)).contains("greetings");
		files.write("application.yml", HELLO);
		look(2);
		assertThat(refused()).isZero();
		assertThat(health(agents)).doesNotContain("greetings").contains(agents.all().getFirst().version());
	}

	@Test
	void fileThatIsNoYamlIsRefusedWithItsLine(CapturedOutput output) {
		AgentFilesUnderTest files = files(HELLO);
		Agents agents = start(files);
		files.write("application.yml", HELLO + "  canary: 'no end\n  x: y: z\n");
		look(2);
		assertThat(greeting(agents)).isEqualTo("Hello.");
		assertThat(output).contains("is no YAML")
			.doesNotContain("canary")
			.containsPattern("application\\.yml:\\d+:\\d+");
	}

	@Test
	void fileThatIsGoneLeavesTheAgentsAsTheyWere() throws IOException {
		AgentFilesUnderTest files = files(HELLO);
		Agents agents = start(files);
		Files.delete(this.directory.resolve("application.yml"));
		look(2);
		assertThat(greeting(agents)).isEqualTo("Hello.");
		assertThat(refused()).isOne();
	}

	@Test
	void fileThatWasNotThereAtStartIsFound() {
		AgentFilesUnderTest files = files(HELLO);
		Agents agents = start(files);
		files.write("config/application.yml", GOOD_DAY);
		look(2);
		assertThat(greeting(agents)).isEqualTo("Good day.");
	}

	@Test
	void importedFileIsWatchedFromItsFirstReadingOn() {
		AgentFilesUnderTest files = files(HELLO);
		Agents agents = start(files);
		files.write("more.yml", GOOD_DAY);
		files.write("application.yml", HELLO + "spring.config.import: file:" + this.directory + "/more.yml\n");
		look(4);
		assertThat(greeting(agents)).isEqualTo("Good day.");
		files.write("more.yml", GOOD_DAY.replace("day", "evening"));
		look(2);
		assertThat(greeting(agents)).isEqualTo("Good evening.");
	}

	/**
	 * A mounted map of Kubernetes: the file is a link by way of a link that is swapped.
	 */
	@Test
	void swappedLinkIsNoticed() throws IOException {
		AgentFilesUnderTest files = new AgentFilesUnderTest(this.directory);
		files.write("config/..1/application.yml", HELLO);
		files.write("config/..2/application.yml", GOOD_DAY);
		Path config = this.directory.resolve("config");
		Files.setLastModifiedTime(config.resolve("..2/application.yml"),
				Files.getLastModifiedTime(config.resolve("..1/application.yml")));
		Files.createSymbolicLink(config.resolve("..data"), Path.of("..1"));
		Files.createSymbolicLink(config.resolve("application.yml"), Path.of("..data/application.yml"));
		Agents agents = start(files);
		assertThat(greeting(agents)).isEqualTo("Hello.");
		Files.createSymbolicLink(config.resolve("..data_tmp"), Path.of("..2"));
		Files.move(config.resolve("..data_tmp"), config.resolve("..data"), StandardCopyOption.ATOMIC_MOVE,
				StandardCopyOption.REPLACE_EXISTING);
		look(2);
		assertThat(greeting(agents)).isEqualTo("Good day.");
	}

	@Test
	void variablesOfTheEnvironmentStillFillAndWin() {
		AgentFilesUnderTest files = files(HELLO);
		files.variable("NAME", " you");
		files.variable("TRUNKLINE_AGENTS_RECEPTION_VOICE", "v-1");
		Agents agents = start(files);
		files.write("application.yml", GOOD_DAY + "  voice: v-2\n");
		look(2);
		assertThat(greeting(agents)).isEqualTo("Good day you.");
		assertThat(agents.all().getFirst().voice()).isEqualTo("v-1");
	}

	@Test
	void rulesOfOtherRoomsHoldForNewAgents() {
		AgentFilesUnderTest files = files(HELLO);
		Agents agents = start(files);
		agents.require((agent, _) -> agent.engine() == Agent.Engine.CASCADE ? Stream.empty()
				: Stream.of(AgentFault.of(agent, "engine", "is not there")));
		files.write("application.yml", GOOD_DAY + "  engine: echo\n");
		look(2);
		assertThat(greeting(agents)).isEqualTo("Hello.");
		assertThat(refused()).isOne();
	}

	@Test
	void listenersHearOfNewAgents() {
		AgentFilesUnderTest files = files(HELLO);
		Agents agents = start(files);
		List<String> told = new ArrayList<>();
		agents.onChange((all) -> all.forEach((agent) -> told.add(agent.greeting())));
		files.write("application.yml", GOOD_DAY);
		look(2);
		assertThat(told).containsExactly("Good day.");
	}

	private AgentFilesUnderTest files(String yaml) {
		AgentFilesUnderTest files = new AgentFilesUnderTest(this.directory);
		files.write("application.yml", yaml);
		return files;
	}

	private Agents start(AgentFilesUnderTest files) {
		ConfigurableEnvironment running = files.environment();
		Agents agents = new Agents(AgentsReader.read(running));
		this.reload = new AgentsReload(new AgentFiles(running, this.directory), running, agents, this.meters);
		return agents;
	}

	private void look(int times) {
		for (int time = 0; time < times; time++) {
			reload().look();
		}
	}

	private AgentsReload reload() {
		assertThat(this.reload).isNotNull();
		return this.reload;
	}

	private double refused() {
		return this.meters.get("trunkline.agents.refused").gauge().value();
	}

	private double reloads(String outcome) {
		return this.meters.counter("trunkline.agents.reloads", "outcome", outcome).count();
	}

	private String health(Agents agents) {
		return new AgentsHealth(agents, reload()).health().toString();
	}

	private static String greeting(Agents agents) {
		return agents.answering("+12025550100").orElseThrow().greeting();
	}

}
