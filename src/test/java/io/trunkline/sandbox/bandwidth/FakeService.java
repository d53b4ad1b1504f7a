package io.trunkline.sandbox.bandwidth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.trunkline.sandbox.bandwidth.bxml.Credentials;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service as small as can be: answers webhooks with what a test tells it, and leads the
 * media sockets that come in.
 */
final class FakeService implements AutoCloseable {

	static final Credentials CREDENTIALS = new Credentials("hook", "hook-password");

	private static final JsonMapper JSON = JsonMapper.shared();

	final List<Webhook> webhooks = new CopyOnWriteArrayList<>();

	final List<FakeMedia> media = new CopyOnWriteArrayList<>();

	private final Map<String, Function<Webhook, Reply>> answers = new ConcurrentHashMap<>();

	private final DisposableServer server;

	private volatile Consumer<FakeMedia> agent = (media) -> {
	};

	private volatile String token = "secret-token";

	FakeService() {
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.post("/webhooks/bandwidth", this::webhook).get("/media/{token}", this::media))
			.bindNow();
		on("initiate", bxml("""
				<Response><StartStream name="agent" mode="bidirectional" tracks="inbound" destination="%s" \
				destinationUsername="hook" destinationPassword="hook-password" streamEventUrl="bandwidth" \
				username="hook" password="hook-password"/><StopStream name="agent" wait="true"/></Response>"""
			.formatted(mediaUrl())));
	}

	/** Answers webhooks of this type with this document. */
	FakeService on(String eventType, Reply reply) {
		return on(eventType, (webhook) -> reply);
	}

	FakeService on(String eventType, Function<Webhook, Reply> answer) {
		this.answers.put(eventType, answer);
		return this;
	}

	/** Leads each media socket from its start frame on. */
	FakeService agent(Consumer<FakeMedia> agent) {
		this.agent = agent;
		return this;
	}

	FakeService expectToken(String token) {
		this.token = token;
		return this;
	}

	int port() {
		return this.server.port();
	}

	URI webhookUrl() {
		return URI.create("http://127.0.0.1:" + port() + "/webhooks/bandwidth");
	}

	String mediaUrl() {
		return "ws://127.0.0.1:" + port() + "/media/secret-token";
	}

	List<Webhook> webhooks(String eventType) {
		return this.webhooks.stream().filter((webhook) -> webhook.eventType().equals(eventType)).toList();
	}

	static Reply bxml(String xml) {
		return new Reply(200, "application/xml; charset=utf-8", xml, Duration.ZERO);
	}

	static Reply status(int status) {
		return new Reply(status, "text/plain", "", Duration.ZERO);
	}

	private Mono<Void> webhook(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).flatMap((body) -> {
			JsonNode json = JSON.readTree(body);
			Webhook webhook = new Webhook(json.path("eventType").asString(), json,
					request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION));
			this.webhooks.add(webhook);
			if (!CREDENTIALS.basic().equals(webhook.authorization())) {
				return response.status(401).header(HttpHeaderNames.WWW_AUTHENTICATE, "Basic").send();
			}
			Reply reply = this.answers.getOrDefault(webhook.eventType(), (any) -> status(204)).apply(webhook);
			return Mono.delay(reply.delay())
				.then(response.status(reply.status())
					.header(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
					.sendString(Mono.just(reply.body()))
					.then());
		});
	}

	private Mono<Void> media(HttpServerRequest request, HttpServerResponse response) {
		if (!this.token.equals(request.param("token"))) {
			return response.status(404).send();
		}
		if (!CREDENTIALS.basic().equals(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION))) {
			return response.status(401).send();
		}
		return response.sendWebsocket((in, out) -> {
			FakeMedia socket = new FakeMedia(in, out, this.agent);
			this.media.add(socket);
			return socket.run();
		});
	}

	@Override
	public void close() {
		this.server.disposeNow(Duration.ofSeconds(5));
	}

	record Webhook(String eventType, JsonNode body, @Nullable String authorization) {

		String text(String field) {
			return this.body.path(field).asString("");
		}

	}

	record Reply(int status, String contentType, String body, Duration delay) {

		Reply after(Duration wait) {
			return new Reply(this.status, this.contentType, this.body, wait);
		}

	}

}
