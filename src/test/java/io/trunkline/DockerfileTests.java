package io.trunkline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the Dockerfile as its builder would, without one. */
class DockerfileTests {

	private static final Set<String> KEYWORDS = Set.of("FROM", "RUN", "CMD", "LABEL", "EXPOSE", "ENV", "ADD", "COPY",
			"ENTRYPOINT", "VOLUME", "USER", "WORKDIR", "ARG", "ONBUILD", "STOPSIGNAL", "HEALTHCHECK", "SHELL");

	private final List<Instruction> instructions = read();

	@Test
	void everyInstructionIsKnown() {
		assertThat(this.instructions).extracting(Instruction::keyword).isSubsetOf(KEYWORDS).startsWith("FROM");
	}

	@Test
	void imagesAreNamedByTagAndBringJava25() {
		assertThat(of("FROM")).hasSize(2).allSatisfy((from) -> {
			String image = from.split(" ")[0];
			assertThat(image).matches("[a-z/.-]+:[a-z0-9._-]+").doesNotEndWith(":latest");
			assertThat(image).containsPattern("\\b25\\b");
		});
		assertThat(of("FROM").getLast()).isEqualTo("eclipse-temurin:25-jre");
	}

	@Test
	void whatIsCopiedIsThereAndPassesTheIgnoreFile() throws IOException {
		List<String> ignored = Files.readAllLines(Path.of(".dockerignore"));
		Stream<String> sources = of("COPY").stream()
			.filter((copy) -> !copy.startsWith("--from="))
			.map((copy) -> copy.split(" ")[0]);
		assertThat(sources).isNotEmpty().allSatisfy((source) -> {
			assertThat(Path.of(source)).exists();
			assertThat(ignored).contains("*", "!" + Path.of(source).getName(0));
		});
	}

	@Test
	void layersAreCopiedFromTheSteadyToTheChanging() {
		assertThat(of("COPY")).filteredOn((copy) -> copy.startsWith("--from=build"))
			.containsExactly("--from=build /layers/dependencies/ ./", "--from=build /layers/spring-boot-loader/ ./",
					"--from=build /layers/snapshot-dependencies/ ./", "--from=build /layers/application/ ./");
		assertThat(of("RUN")).last()
			.asString()
			.isEqualTo("java -Djarmode=tools -jar target/trunkline.jar extract --layers --destination /layers");
	}

	@Test
	void dependenciesAreFetchedBeforeSourcesAreCopied() {
		List<String> lines = this.instructions.stream().map(Instruction::toString).toList();
		assertThat(lines).containsSubsequence("COPY pom.xml ./", "RUN mvn -B -q dependency:go-offline",
				"COPY src/main ./src/main");
	}

	@Test
	void itRunsAsNobodyInParticular() {
		assertThat(of("USER")).containsExactly("65532:65532");
		List<String> keywords = this.instructions.stream().map(Instruction::keyword).toList();
		assertThat(keywords.lastIndexOf("COPY")).isLessThan(keywords.indexOf("USER"));
		assertThat(keywords.lastIndexOf("RUN")).isLessThan(keywords.lastIndexOf("FROM"));
	}

	@Test
	void javaIsTheFirstProcessAndKnowsItsLimits() {
		assertThat(of("ENTRYPOINT")).hasSize(1);
		String[] command = JsonMapper.shared().readValue(of("ENTRYPOINT").getFirst(), String[].class);
		assertThat(command).startsWith("java")
			.endsWith("-jar", "trunkline.jar")
			.contains("-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED")
			.anyMatch((argument) -> argument.startsWith("-XX:MaxRAMPercentage="));
		assertThat(of("CMD")).isEmpty();
	}

	@Test
	void thePortsAreThoseOfTheApplication() {
		Map<String, Object> application = Yaml.first("application.yml");
		assertThat(of("EXPOSE")).containsExactly(
				Yaml.at(application, "server.port") + " " + Yaml.at(application, "management.server.port"));
	}

	private List<String> of(String keyword) {
		return this.instructions.stream()
			.filter((instruction) -> instruction.keyword().equals(keyword))
			.map(Instruction::arguments)
			.toList();
	}

	private static List<Instruction> read() {
		try {
			String text = Files.readString(Path.of("Dockerfile")).replaceAll("(?m)^#.*\\R", "");
			return text.replaceAll("\\\\\\R\\s*", "")
				.lines()
				.filter((line) -> !line.isBlank())
				.map(Instruction::of)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Instruction(String keyword, String arguments) {

		static Instruction of(String line) {
			String[] parts = line.split(" ", 2);
			return new Instruction(parts[0], parts[1]);
		}

		@Override
		public String toString() {
			return this.keyword + " " + this.arguments;
		}

	}

}
