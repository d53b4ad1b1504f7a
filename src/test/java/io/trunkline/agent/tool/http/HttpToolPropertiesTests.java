package io.trunkline.agent.tool.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

class HttpToolPropertiesTests {

	private static final String SCHEMA = """
			{"type":"object","properties":{"order_number":{"type":"string","pattern":"^[0-9]+$"},\
			"count":{"type":"integer","maximum":5},"any":{},"kinds":{"type":"array","items":{"enum":["a","b"]}}},\
			"required":["order_number"],"additionalProperties":false}""";

	@Test
	void schemaIsWrittenAsATree() throws IOException {
		assertThat(schema("""
				arguments:
				        type: object
				        properties:
				          order_number: { type: string, pattern: "^[0-9]+$" }
				          count: { type: integer, maximum: 5 }
				          any: {}
				          kinds: { type: array, items: { enum: [a, b] } }
				        required: [order_number]
				""")).isEqualTo(SCHEMA);
	}

	@Test
	void schemaIsWrittenAsText() throws IOException {
		assertThat(schema("arguments: '" + SCHEMA + "'")).isEqualTo(SCHEMA);
	}

	@Test
	void toolWithoutASchemaTakesNothing() throws IOException {
		assertThat(schema("method: POST")).contains("\"properties\":{},\"additionalProperties\":false");
	}

	private static String schema(String setting) throws IOException {
		String yaml = """
				trunkline:
				  tools:
				    order_status:
				      description: Looks.
				      url: http://127.0.0.1/x
				      allowed-hosts: [127.0.0.1]
				      %s
				""".formatted(setting);
		var sources = new YamlPropertySourceLoader().load("application.yml",
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		StringBuilder schema = new StringBuilder();
		new ApplicationContextRunner()
			.withInitializer((context) -> sources.forEach(context.getEnvironment().getPropertySources()::addLast))
			.withUserConfiguration(Settings.class, HttpToolConfiguration.class)
			.run((context) -> schema.append(context.getBean(HttpTools.class)
				.find("order_status")
				.orElseThrow()
				.get()
				.getFirst()
				.arguments()
				.text()));
		return schema.toString();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(HttpToolProperties.class)
	static class Settings {

	}

}
