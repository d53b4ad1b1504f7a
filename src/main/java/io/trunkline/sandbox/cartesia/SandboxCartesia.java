package io.trunkline.sandbox.cartesia;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import io.trunkline.sandbox.cartesia.Entrance.Query;
import io.trunkline.sandbox.socket.ClientSocket;
import io.trunkline.sandbox.voice.SandboxVoice;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * Cartesia's three sockets: they hear what {@link SandboxVoice} says, and speak with it.
 * Audio is mu-law at 8 kHz in both directions.
 */
public final class SandboxCartesia {

	private static final int FRAME_BYTES = 1 << 20;

	private static final WebsocketServerSpec SOCKET = WebsocketServerSpec.builder()
		.maxFramePayloadLength(FRAME_BYTES)
		.build();

	private static final int SOCKETS_PER_CONTEXT = 10;

	private final SandboxVoice voice;

	private final CartesiaOptions options;

	private final Map<String, VoicePart> voices = new ConcurrentHashMap<>();

	private final CartesiaFaults faults = new CartesiaFaults();

	private final Entrance entrance;

	private final Semaphore contexts;

	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

	private final Map<CartesiaEndpoint, AtomicInteger> sockets = new EnumMap<>(CartesiaEndpoint.class);

	public SandboxCartesia(SandboxVoice voice, CartesiaOptions options) {
		this.voice = voice;
		this.options = options;
		this.entrance = new Entrance(options.apiKey());
		this.contexts = new Semaphore(options.contexts());
		for (CartesiaEndpoint endpoint : CartesiaEndpoint.values()) {
			this.sockets.put(endpoint, new AtomicInteger());
		}
	}

	/** Offers the sockets on a server. */
	public void routes(HttpServerRoutes routes) {
		for (CartesiaEndpoint endpoint : CartesiaEndpoint.values()) {
			routes.get(endpoint.path(), (request, response) -> enter(endpoint, request, response));
		}
	}

	/** Lets a voice speak in its own way from here on. */
	public void cast(String voice, VoicePart part) {
		this.voices.put(voice, part);
	}

	/** What is to go wrong next. */
	public CartesiaFaults faults() {
		return this.faults;
	}

	/** How many sockets are open. */
	public int openSockets(CartesiaEndpoint endpoint) {
		return count(endpoint).get();
	}

	/** Breaks all sockets off without a goodbye. */
	public void cutAll() {
		this.connections.forEach((connection) -> connection.channel().close());
	}

	/** How many contexts speak. */
	public int openContexts() {
		return this.options.contexts() - this.contexts.availablePermits();
	}

	private Publisher<Void> enter(CartesiaEndpoint endpoint, HttpServerRequest request, HttpServerResponse response) {
		String requestId = Line.newRequestId();
		Query query = Query.of(request.uri());
		Refusal refusal = this.entrance.refuse(endpoint, request.requestHeaders(), query);
		response.header("X-Request-Id", requestId);
		if (refusal == null && openSockets(endpoint) >= limit(endpoint)) {
			refusal = Refusal.busy("Too many sockets are open");
		}
		CartesiaFault.AtUpgrade fault = (refusal != null) ? null : this.faults.atUpgrade(endpoint);
		if (fault instanceof CartesiaFault.RefuseUpgrade(int status)) {
			refusal = new Refusal(status, null, "Sandbox fault", "This refusal was asked for");
		}
		if (refusal != null) {
			return response.status(refusal.status())
				.header("Content-Type", "application/json")
				.sendString(Mono.just(refusal.body(requestId).toString()));
		}
		Caller caller = new Caller(endpoint, requestId, Entrance.version(request.requestHeaders(), query), query);
		Mono<Void> socket = Mono.defer(() -> response.sendWebsocket((in, out) -> serve(caller, in, out), SOCKET));
		return (fault instanceof CartesiaFault.DelayUpgrade(Duration delay))
				? Mono.delay(delay, ClientSocket.loop(ClientSocket.connection(request))).then(socket) : socket;
	}

	private Publisher<Void> serve(Caller caller, WebsocketInbound in, WebsocketOutbound out) {
		Connection connection = ClientSocket.connection(in);
		if (!connection.channel().isActive()) {
			return Mono.empty();
		}
		AtomicInteger open = count(caller.endpoint());
		open.incrementAndGet();
		this.connections.add(connection);
		Line line = new Line(caller.endpoint(), caller.requestId(), this.faults, connection, idle(caller));
		return line.serve(in, out, FRAME_BYTES, session(caller, line)).doFinally((_) -> {
			this.connections.remove(connection);
			open.decrementAndGet();
		});
	}

	private ClientSocket.Session session(Caller caller, Line line) {
		return switch (caller.endpoint()) {
			case TURNS -> new TurnsSession(line, this.options.hearing(), TurnKnobs.of(caller.query()));
			case MANUAL -> new ManualSession(line, this.options.hearing());
			case SPEECH -> new SpeechSession(line, caller.version(), this.voice, this::part, this.contexts);
		};
	}

	private VoicePart part(String voice) {
		return this.voices.getOrDefault(voice, VoicePart.flawless(this.options.speaking()));
	}

	private Duration idle(Caller caller) {
		return (caller.endpoint() == CartesiaEndpoint.SPEECH) ? this.options.speaking().idle()
				: this.options.hearing().idle();
	}

	private int limit(CartesiaEndpoint endpoint) {
		return (endpoint == CartesiaEndpoint.SPEECH) ? SOCKETS_PER_CONTEXT * this.options.contexts()
				: this.options.listeners();
	}

	private AtomicInteger count(CartesiaEndpoint endpoint) {
		return Objects.requireNonNull(this.sockets.get(endpoint));
	}

	/** Whose socket it is. */
	private record Caller(CartesiaEndpoint endpoint, String requestId, String version, Query query) {
	}

}
