package io.trunkline;

import java.time.Duration;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * An application that has no room but admission, on real ports. Not a configuration
 * class, so that no scan of the whole application finds it. One at a time: those that
 * share a process share Netty's threads, and the first to close stops them.
 */
@EnableAutoConfiguration(excludeName = { "io.trunkline.language.openai.OpenAiConfiguration",
		"io.trunkline.speech.cartesia.CartesiaConfiguration" })
@ComponentScan("io.trunkline.admission")
@ConfigurationPropertiesScan("io.trunkline.admission")
@Import(OperationsConfiguration.class)
class OneRoom {

	static ConfigurableApplicationContext start(String... arguments) {
		String[] onFreePorts = Stream
			.concat(Stream.of("--server.port=0", "--management.server.port=0"), Stream.of(arguments))
			.toArray(String[]::new);
		return new SpringApplicationBuilder(OneRoom.class).run(onFreePorts);
	}

	/**
	 * @param port the property that holds the port
	 */
	static WebTestClient client(ConfigurableApplicationContext application, String port) {
		return WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + application.getEnvironment().getRequiredProperty(port))
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

}
