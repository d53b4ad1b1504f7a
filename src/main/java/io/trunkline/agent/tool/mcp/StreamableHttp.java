package io.trunkline.agent.tool.mcp;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.HttpHeaders;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpTransportException;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * MCP's streamable HTTP: each message is a POST, and what comes back is one message as
 * JSON or several as server-sent events. The stream on which a server could speak up by
 * itself is not opened.
 */
final class StreamableHttp implements McpClientTransport {

	/** JSON-RPC has no code of its own for what its caller called off. */
	private static final int CALLED_OFF = -32800;

	private static final Duration FAREWELL = Duration.ofSeconds(2);

	/** How much of a refusal's body is read, to keep its connection. */
	private static final int UNWANTED = 4096;

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	private final McpJsonMapper json = McpJsonDefaults.getMapper();

	private final WebClient web;

	private final URI url;

	private final Duration timeout;

	private final AtomicReference<@Nullable String> session = new AtomicReference<>();

	private volatile Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> receiver = Function.identity();

	private volatile Consumer<Throwable> failures = (_) -> {
	};

	/**
	 * Makes it.
	 * @param timeout after which an exchange is closed, whoever waits for it
	 */
	StreamableHttp(WebClient web, URI url, Duration timeout) {
		this.web = web;
		this.url = url;
		this.timeout = timeout;
	}

	@Override
	public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
		return Mono.fromRunnable(() -> this.receiver = handler);
	}

	@Override
	public void setExceptionHandler(Consumer<Throwable> handler) {
		this.failures = handler;
	}

	@Override
	public Mono<Void> sendMessage(JSONRPCMessage message) {
		return Mono.deferContextual((context) -> {
			String version = context.getOrDefault(McpAsyncClient.NEGOTIATED_PROTOCOL_VERSION,
					protocolVersions().getLast());
			Mono<Void> sent = post(message, String.valueOf(version));
			Exchange exchange = context.getOrDefault(Exchange.class, null);
			return (exchange != null && message instanceof JSONRPCRequest request && request.method()
				.equals(McpSchema.METHOD_TOOLS_CALL)) ? sent
					.takeUntilOther(exchange.cancelled())
					.then(Mono
						.defer(() -> exchange.isCancelled() ? callOff(request, String.valueOf(version)) : Mono.empty()))
						: sent;
		});
	}

	/**
	 * The session learns that no answer will come, and the server that none is wanted.
	 */
	private Mono<Void> callOff(JSONRPCRequest request, String version) {
		var error = new JSONRPCResponse.JSONRPCError(CALLED_OFF, "called off");
		var wanted = new JSONRPCNotification("notifications/cancelled", Map.of("requestId", request.id()));
		return this.receiver.apply(Mono.just(JSONRPCResponse.error(request.id(), error)))
			.then(post(wanted, version).onErrorComplete());
	}

	private Mono<Void> post(JSONRPCMessage message, String version) {
		return Mono.defer(() -> {
			String known = this.session.get();
			return this.web.post()
				.uri(this.url)
				.headers((headers) -> addHeaders(headers, known, version))
				.contentType(MediaType.APPLICATION_JSON)
				.accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
				.bodyValue(written(message))
				.exchangeToFlux((response) -> read(response, known))
				.concatMap(this::receive)
				.reduce(false, Boolean::logicalOr)
				.timeout(this.timeout)
				.flatMap((answered) -> (answered || !(message instanceof JSONRPCRequest)) ? Mono.<Void>empty()
						: Mono.error(new McpTransportException("the answer is missing")));
		}).onErrorResume(McpTransportSessionNotFoundException.class, this::sessionLost);
	}

	/**
	 * Who sent the message hears of it first; the session's other calls fail after that.
	 */
	private Mono<Void> sessionLost(McpTransportSessionNotFoundException lost) {
		return Mono.<Void>error(lost).doFinally((_) -> this.failures.accept(lost));
	}

	private static void addHeaders(org.springframework.http.HttpHeaders headers, @Nullable String session,
			String version) {
		headers.set(HttpHeaders.PROTOCOL_VERSION, version);
		if (session != null) {
			headers.set(HttpHeaders.MCP_SESSION_ID, session);
		}
	}

	private Flux<String> read(ClientResponse response, @Nullable String known) {
		int status = response.statusCode().value();
		if (!response.statusCode().is2xxSuccessful()) {
			boolean lost = known != null && (status == 404 || status == 400);
			if (lost) {
				this.session.compareAndSet(known, null);
			}
			return drained(response).thenMany(Flux.error(lost ? new McpTransportSessionNotFoundException("session lost")
					: new McpTransportException("status " + status)));
		}
		String given = response.headers().asHttpHeaders().getFirst(HttpHeaders.MCP_SESSION_ID);
		if (given != null) {
			this.session.set(given);
		}
		MediaType type = response.headers().contentType().orElse(MediaType.ALL);
		if (type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM) && type.isConcrete()) {
			return response.bodyToFlux(EVENT).mapNotNull(ServerSentEvent::data).filter((data) -> !data.isBlank());
		}
		return (type.isCompatibleWith(MediaType.APPLICATION_JSON) && type.isConcrete())
				? response.bodyToMono(String.class).flux() : drained(response).thenMany(Flux.empty());
	}

	private static Mono<Void> drained(ClientResponse response) {
		return DataBufferUtils.takeUntilByteCount(response.body(BodyExtractors.toDataBuffers()), UNWANTED)
			.doOnNext(DataBufferUtils::release)
			.then();
	}

	/** Whether it was an answer. */
	private Mono<Boolean> receive(String text) {
		try {
			JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(this.json, text);
			return this.receiver.apply(Mono.just(message)).thenReturn(message instanceof JSONRPCResponse);
		}
		catch (IOException | RuntimeException _) {
			return Mono.error(new McpTransportException("the answer is no JSON-RPC"));
		}
	}

	private byte[] written(JSONRPCMessage message) {
		try {
			return this.json.writeValueAsBytes(message);
		}
		catch (IOException ex) {
			throw new IllegalStateException("a message of ours is no JSON", ex);
		}
	}

	@Override
	public Mono<Void> closeGracefully() {
		return Mono.defer(() -> {
			String known = this.session.getAndSet(null);
			return (known == null) ? Mono.empty()
					: this.web.delete()
						.uri(this.url)
						.headers((headers) -> addHeaders(headers, known, protocolVersions().getLast()))
						.exchangeToMono(StreamableHttp::drained)
						.timeout(FAREWELL)
						.onErrorComplete();
		});
	}

	@Override
	public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
		return this.json.convertValue(data, type);
	}

}
