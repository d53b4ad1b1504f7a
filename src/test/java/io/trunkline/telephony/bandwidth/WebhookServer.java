package io.trunkline.telephony.bandwidth;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.trunkline.telephony.Switchboard;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.WebhookRoom;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Bandwidth's webhook, with neighbours. */
final class WebhookServer extends WebhookRoom {

	static final String USERNAME = "bandwidth-user";

	static final String PASSWORD = "päss:word";

	private WebhookServer(Switchboard switchboard, String... properties) {
		super(Application.class, switchboard, List.of("trunkline.bandwidth.webhook-username=" + USERNAME,
				"trunkline.bandwidth.webhook-password=" + PASSWORD), properties);
	}

	/** Starts with credentials and a public address; properties may override these. */
	static WebhookServer start(Switchboard switchboard, String... properties) {
		return new WebhookServer(switchboard, properties);
	}

	static String basic(String username, String password) {
		return "Basic "
				+ Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	int managementPort() {
		return this.context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
	}

	boolean hasBean(Class<?> type) {
		return this.context.getBeanNamesForType(type).length > 0;
	}

	/** Posts with the right credentials and reads the whole response. */
	EntityExchangeResult<byte[]> post(byte[] body) {
		return post(body, basic(USERNAME, PASSWORD));
	}

	EntityExchangeResult<byte[]> post(byte[] body, String authorization) {
		return client().post()
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
