package io.trunkline.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.agent.Agent.Engine;
import io.trunkline.call.CallEvent;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.turn.Outcome;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The API on a real port of the loopback interface, with a neighbour. */
final class ApiServer implements AutoCloseable {

	static final String TOKEN = "canary-token-of-the-api-0123456789";

	/** Shorter than the server's patience with idle connections. */
	private static final Duration PATIENCE = Duration.ofSeconds(12);

	final FakePlacing placing;

	final FakeCommands commands;

	private final ConfigurableApplicationContext context;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private ApiServer(ConfigurableApplicationContext context, FakePlacing placing, FakeCommands commands) {
		this.context = context;
		this.placing = placing;
		this.commands = commands;
	}

	/** Starts with a token and deadlines that are not worth waiting for. */
	static ApiServer start(String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--management.server.port=-1",
				"--spring.main.banner-mode=off", "--trunkline.api.token=" + TOKEN,
				"--trunkline.api.body-deadline=500ms", "--trunkline.api.command-deadline=200ms"));
		for (String property : properties) {
			arguments.removeIf((argument) -> argument.startsWith("--" + property.replaceFirst("=.*", "=")));
			arguments.add("--" + property);
		}
		FakePlacing placing = new FakePlacing();
		FakeCommands commands = new FakeCommands();
		return new ApiServer(
				new SpringApplicationBuilder(Application.class).initializers((GenericApplicationContext context) -> {
					context.registerBean(FakePlacing.class, () -> placing);
					context.registerBean(FakeCommands.class, () -> commands);
				}).run(arguments.toArray(String[]::new)), placing, commands);
	}

	static CallLeg inbound(String id) {
		return new CallLeg("bandwidth", new AccountId("9900000"), new CallId(id), "+12025550111", "+12025550100",
				CallLeg.Direction.INBOUND);
	}

	CallBoard board() {
		return this.context.getBean(CallBoard.class);
	}

	CallFollowing following() {
		return this.context.getBean(CallFollowing.class);
	}

	RouterFunction<?> routes() {
		return (RouterFunction<?>) this.context.getBean("apiRoutes");
	}

	MeterRegistry meters() {
		return this.context.getBean(MeterRegistry.class);
	}

	/** A call that an agent has. */
	void talking(String id) {
		board().on(inbound(id), new CallEvent.Offered("reception", "1"));
		board().on(inbound(id), new CallEvent.Answered("reception", Engine.CASCADE));
	}

	void ended(String id) {
		board().on(inbound(id), new CallEvent.Ended(Outcome.CALLER_HANGUP, "hangup", Duration.ofSeconds(3)));
	}

	/** A request with the token, to which more can be said. */
	HttpRequest.Builder request(String path) {
		return anonymous(path).header("Authorization", "Bearer " + TOKEN);
	}

	HttpRequest.Builder anonymous(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(PATIENCE);
	}

	HttpResponse<String> send(HttpRequest.Builder request) {
		return send(request, BodyHandlers.ofString());
	}

	<T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
		try {
			return this.client.send(request.build(), body);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(request.build().toString(), ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	HttpResponse<String> get(String path) {
		return send(request(path));
	}

	HttpResponse<String> post(String path, String json) {
		return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
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

	private int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@Override
	public void close() {
		this.client.shutdownNow();
		this.context.close();
	}

	@EnableAutoConfiguration(excludeName = { "io.trunkline.language.openai.OpenAiConfiguration",
			"io.trunkline.speech.cartesia.CartesiaConfiguration" })
	@EnableConfigurationProperties(ApiProperties.class)
	@Import({ ApiConfiguration.class, ApiSecurityConfiguration.class })
	static class Application {

		@Bean
		RouterFunction<ServerResponse> neighbour() {
			return RouterFunctions.route()
				.POST("/webhooks/twilio", (_) -> ServerResponse.ok().bodyValue("twilio"))
				.build();
		}

	}

}
