package io.trunkline.agent.tool.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An MCP server on a loopback socket that speaks streamable HTTP with sessions, as the
 * specification of 2025-11-25 has it. What its tools do is in their names.
 */
final class FakeMcpServer implements AutoCloseable {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String LIST = """
			{"tools":[{"name":"lookup","description":"Looks up.","inputSchema":{
			"$schema":"http://json-schema.org/draft-07/schema#","type":"object",
			"properties":{"id":{"type":"string"}},"required":["id"]},"annotations":{"readOnlyHint":true}},
			{"name":"odd","inputSchema":{"type":"object","properties":{"a":{"type":"strng"}}}}],"nextCursor":"2"}""";

	private static final String REST = """
			{"tools":[{"name":"change.it","description":"Changes.","inputSchema":{"type":"object"}},
			{"name":"refuse","inputSchema":{"type":"object"}},
			{"name":"silent","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}},
			{"name":"leave","inputSchema":{"type":"object"}}]}""";

	private final Set<String> sessions = ConcurrentHashMap.newKeySet();

	private final AtomicInteger begun = new AtomicInteger();

	private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

	private final BlockingQueue<JsonNode> cancelled = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

	private final DisposableServer server;

	FakeMcpServer() {
		this(0);
	}

	FakeMcpServer(int port) {
		this.server = HttpServer.create().host("127.0.0.1").port(port).handle(this::handle).bindNow();
	}

	/**
	 * A tool that was called.
	 *
	 * @param closed completes when the connection is closed
	 */
	record Call(JsonNode message, String key, CompletableFuture<Void> closed) {

		void awaitClose() {
			this.closed.orTimeout(30, TimeUnit.SECONDS).join();
		}

	}

	int port() {
		return this.server.port();
	}

	/** How many sessions were begun. */
	int sessions() {
		return this.begun.get();
	}

	/** As after a restart. */
	void forgetSessions() {
		this.sessions.clear();
	}

	Call takeCall() {
		return taken(this.calls);
	}

	boolean wasCalled() {
		return !this.calls.isEmpty();
	}

	JsonNode takeCancelled() {
		return taken(this.cancelled);
	}

	String takeEnded() {
		return taken(this.ended);
	}

	private static <T> T taken(BlockingQueue<T> queue) {
		try {
			T next = queue.poll(30, TimeUnit.SECONDS);
			assertThat(next).isNotNull();
			return next;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		CompletableFuture<Void> closed = new CompletableFuture<>();
		request.withConnection(
				(connection) -> connection.channel().closeFuture().addListener((_) -> closed.complete(null)));
		String session = String.valueOf(request.requestHeaders().get("Mcp-Session-Id"));
		String key = String.valueOf(request.requestHeaders().get("X-Api-Key"));
		if (request.method().name().equals("DELETE")) {
			this.ended.add(session);
			return response.status(200).send().then();
		}
		return request.receive()
			.aggregate()
			.asString()
			.flatMap((body) -> Mono.from(answer(JSON.readTree(body), session, key, closed, response)));
	}

	private Publisher<Void> answer(JsonNode message, String session, String key, CompletableFuture<Void> closed,
			HttpServerResponse response) {
		String method = message.path("method").asString("");
		if (method.equals("initialize")) {
			String fresh = "s-" + this.begun.incrementAndGet();
			this.sessions.add(fresh);
			ObjectNode result = JSON.createObjectNode()
				.put("protocolVersion", message.path("params").path("protocolVersion").asString(""));
			result.putObject("capabilities").putObject("tools");
			result.putObject("serverInfo").put("name", "fake").put("version", "1");
			return json(response.header("Mcp-Session-Id", fresh), message, result);
		}
		if (!this.sessions.contains(session)) {
			return response.status(404).send();
		}
		return switch (method) {
			case "tools/list" -> json(response, message,
					JSON.readTree(message.path("params").path("cursor").asString("").isEmpty() ? LIST : REST));
			case "tools/call" -> {
				this.calls.add(new Call(message, key, closed));
				yield call(message, response);
			}
			case "notifications/cancelled" -> {
				this.cancelled.add(message.path("params").path("requestId"));
				yield response.status(202).send();
			}
			default -> response.status(202).send();
		};
	}

	private static Publisher<Void> call(JsonNode message, HttpServerResponse response) {
		JsonNode params = message.path("params");
		return switch (params.path("name").asString("")) {
			case "lookup" -> events(response, message, text("found " + params.path("arguments"), false));
			case "refuse" -> json(response, message, text("There is no such order.", true));
			case "silent" -> Mono.never();
			case "leave" -> response.header("content-type", "text/event-stream").sendString(Mono.just(": nothing\n\n"));
			default -> json(response, message, text("changed", false));
		};
	}

	private static ObjectNode text(String text, boolean error) {
		ObjectNode result = JSON.createObjectNode().put("isError", error);
		result.putArray("content").addObject().put("type", "text").put("text", text);
		return result;
	}

	private static Publisher<Void> json(HttpServerResponse response, JsonNode request, JsonNode result) {
		return response.header("content-type", "application/json").sendString(Mono.just(envelope(request, result)));
	}

	private static Publisher<Void> events(HttpServerResponse response, JsonNode request, JsonNode result) {
		String progress = JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "method", "notifications/message", "params",
				Map.of("level", "info", "data", "looking")));
		return response.header("content-type", "text/event-stream")
			.sendString(
					Mono.just("data: " + progress + "\n\nevent: message\ndata: " + envelope(request, result) + "\n\n"));
	}

	private static String envelope(JsonNode request, JsonNode result) {
		ObjectNode envelope = JSON.createObjectNode().put("jsonrpc", "2.0");
		envelope.set("id", request.path("id"));
		envelope.set("result", result);
		return envelope.toString();
	}

	@Override
	public void close() {
		this.server.disposeNow(Duration.ofSeconds(5));
	}

}
