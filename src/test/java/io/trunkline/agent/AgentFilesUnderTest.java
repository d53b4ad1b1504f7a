package io.trunkline.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A working directory with an operator's files, read as Boot reads them at start. */
final class AgentFilesUnderTest {

	private final Path directory;

	private final Map<String, Object> variables = new HashMap<>();

	AgentFilesUnderTest(Path directory) {
		this.directory = directory;
	}

	/** Sets a variable of the environment. */
	void variable(String name, String value) {
		this.variables.put(name, value);
	}

	Path write(String name, String content) {
		try {
			Path file = this.directory.resolve(name);
			Files.createDirectories(file.getParent());
			return Files.writeString(file, content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	ConfigurableEnvironment environment() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("arguments", Map.of("spring.config.location",
					"optional:file:" + this.directory + "/,optional:file:" + this.directory + "/config/")));
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, this.variables));
		ConfigDataEnvironmentPostProcessor.applyTo(environment);
		return environment;
	}

}
