package io.trunkline.sandbox.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class ScenariosTests {

	@TempDir
	private Path directory;

	@Test
	void aFileOfOnesOwnIsReadBesideTheOthers() throws IOException {
		String path = this.directory.resolve("mine.yml").toString();
		Files.writeString(Path.of(path), "title: Mine\ndialogue: [{agent: Hello}, {ends: caller_hangup}]\n");
		Scenarios scenarios = Scenarios.read(path);
		assertThat(scenarios.chosen(path)).singleElement().extracting(Scenario::title).isEqualTo("Mine");
		assertThat(scenarios.chosen("all")).hasSizeGreaterThan(10);
	}

	@Test
	void theNearestIsNamedWhereThereIsNone() {
		assertThatThrownBy(() -> Scenarios.read("barge-inn").chosen("barge-inn"))
			.isInstanceOf(ScenarioFormatException.class)
			.hasMessageContaining("barge-inn")
			.hasMessageEndingWith("nearest: barge-in");
	}

	@ParameterizedTest
	@CsvSource({ "gone.yml, There is no file", "bad.yml, bad.yml:1: " })
	void whatIsWrongIsSaidWithoutATrace(String file, String said, CapturedOutput output) throws IOException {
		Files.writeString(this.directory.resolve("bad.yml"), "titel: Bad\n");
		assertThatThrownBy(() -> new SpringApplicationBuilder(ScenariosTests.class).profiles("sandbox")
			.run("--scenario=" + this.directory.resolve(file))).isInstanceOf(ScenarioFormatException.class);
		assertThat(output).contains("APPLICATION FAILED TO START", said, "--scenario=<name>").doesNotContain("\tat ");
	}

}
