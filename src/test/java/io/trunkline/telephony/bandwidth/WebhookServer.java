package io.trunkline.telephony.bandwidth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TelephonyProperties;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** The webhook on a real port of the loopback interface, with neighbours. */
final class WebhookServer implements AutoCloseable {

	static final String USERNAME = "bandwidth-user";

	static final String PASSWORD = "päss:word";

	/** Shorter than the server's patience with idle connections. */
	private static final Duration PATIENCE = Duration.ofSeconds(12);

	private final ConfigurableApplicationContext context;

	private WebhookServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts with credentials and a public address; properties may override these. */
	static WebhookServer start(Switchboard switchboard, String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--management.server.port=0", "--spring.main.banner-mode=off",
						"--logging.level.io.trunkline=info", "--trunkline.public-url=https://voice.example.com",
						"--trunkline.fallback-number=", "--trunkline.bandwidth.webhook-username=" + USERNAME,
						"--trunkline.bandwidth.webhook-password=" + PASSWORD));
		for (String property : properties) {
			arguments.removeIf((argument) -> argument.startsWith("--" + property.replaceFirst("=.*", "=")));
			arguments.add("--" + property);
		}
		return new WebhookServer(new SpringApplicationBuilder(Application.class)
			.initializers(
					(GenericApplicationContext context) -> context.registerBean(Switchboard.class, () -> switchboard))
			.run(arguments.toArray(String[]::new)));
	}

	static String basic(String username, String password) {
		return "Basic "
				+ Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	MeterRegistry meters() {
		return this.context.getBean(MeterRegistry.class);
	}

	boolean hasBean(Class<?> type) {
		return this.context.getBeanNamesForType(type).length > 0;
	}

	WebTestClient anonymous() {
		return WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port()).responseTimeout(PATIENCE).build();
	}

	/** Posts with the right credentials and reads the whole response. */
	EntityExchangeResult<byte[]> post(byte[] body) {
		return post(body, basic(USERNAME, PASSWORD));
	}

	EntityExchangeResult<byte[]> post(byte[] body, String authorization) {
		return anonymous().post()
			.uri("/webhooks/bandwidth")
			.header(HttpHeaders.AUTHORIZATION, authorization)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange()
			.expectBody()
			.returnResult();
	}

	/** Sends bytes as they are and reads until the server closes the connection. */
	String exchange(String... parts) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			for (String part : parts) {
				socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
				socket.getOutputStream().flush();
			}
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/**
	 * Sends a request, and another on the same connection once the first was answered.
	 * @param end with which the first answer ends
	 */
	String exchangeInTurn(String first, String end, String second) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			socket.getOutputStream().write(first.getBytes(StandardCharsets.ISO_8859_1));
			StringBuilder answers = new StringBuilder();
			while (answers.indexOf(end) < 0) {
				int next = socket.getInputStream().read();
				assertThat(next).as("answer so far: %s", answers).isNotNegative();
				answers.append((char) next);
			}
			socket.getOutputStream().write(second.getBytes(StandardCharsets.ISO_8859_1));
			return answers + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	@EnableAutoConfiguration(excludeName = { "io.trunkline.language.openai.OpenAiConfiguration",
			"io.trunkline.speech.cartesia.CartesiaConfiguration" })
	@EnableConfigurationProperties({ BandwidthProperties.class, TelephonyProperties.class })
	@Import(BandwidthWebhookConfiguration.class)
	static class Application {

		@Bean
		RouterFunction<ServerResponse> neighbours() {
			return RouterFunctions.route()
				.GET("/media/bandwidth/{token}", (_) -> ServerResponse.ok().bodyValue("media"))
				.POST("/webhooks/twilio", (_) -> ServerResponse.ok().bodyValue("twilio"))
				.build();
		}

	}

}
