package io.trunkline.sandbox.openai.realtime;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.trunkline.sandbox.openai.Brain;
import io.trunkline.sandbox.openai.Part;
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
import tools.jackson.databind.JsonNode;

/**
 * The Realtime socket at {@code GET /v1/realtime}: hears what {@link SandboxVoice} says,
 * and speaks with it.
 */
public final class SandboxRealtime {

	private static final int FRAME_BYTES = 16 << 20;

	private static final WebsocketServerSpec SOCKET = WebsocketServerSpec.builder()
		.maxFramePayloadLength(FRAME_BYTES)
		.build();

	/** Sound is not written down: it is most of what comes. */
	private static final String SOUND = "input_audio_buffer.append";

	private final SandboxVoice voice;

	private final Brain brain;

	private final Function<String, Optional<Part>> cast;

	private final RealtimeFaults faults = new RealtimeFaults();

	private final Set<Open> open = ConcurrentHashMap.newKeySet();

	private final List<JsonNode> journal = new CopyOnWriteArrayList<>();

	private final List<JsonNode> refused = new CopyOnWriteArrayList<>();

	private final RealtimeOptions options;

	/**
	 * Serves no one yet.
	 * @param brain answers for models that have no part of their own
	 * @param cast the part of a model, by its name
	 */
	public SandboxRealtime(SandboxVoice voice, Brain brain, Function<String, Optional<Part>> cast,
			RealtimeOptions options) {
		this.voice = voice;
		this.brain = brain;
		this.cast = cast;
		this.options = options;
	}

	/** Offers the socket on a server. */
	public void routes(HttpServerRoutes routes) {
		routes.get("/v1/realtime", this::enter);
	}

	/** What is to go wrong next. */
	public RealtimeFaults faults() {
		return this.faults;
	}

	public int openSockets() {
		return this.open.size();
	}

	/** How many responses are under way, from their request to their end. */
	public int openResponses() {
		return this.open.stream().mapToInt((one) -> one.session().responses().underWay()).sum();
	}

	/** Breaks all connections off without a goodbye. */
	public void cutAll() {
		this.open.forEach((one) -> one.outlet().run(one.outlet()::cut));
	}

	/** Ends all sessions as if their longest time were over. */
	public void expireAll() {
		this.open.forEach((one) -> one.outlet().run(one.session()::expire));
	}

	/** What clients have sent that was accepted, oldest first, without sound. */
	public List<JsonNode> received(String type) {
		return this.journal.stream().filter((event) -> event.path("type").asString("").equals(type)).toList();
	}

	/** What clients have sent that was refused. */
	public List<JsonNode> refused() {
		return List.copyOf(this.refused);
	}

	/** What the conversations of all open sessions hold, item by item. */
	public Mono<List<String>> items() {
		return Mono.create((sink) -> {
			Open one = this.open.stream().findFirst().orElse(null);
			if (one == null) {
				sink.success(List.of());
			}
			else {
				one.outlet().run(() -> sink.success(one.session().items()));
			}
		});
	}

	private Publisher<Void> enter(HttpServerRequest request, HttpServerResponse response) {
		response.header("x-request-id", Outlet.newId("req"));
		List<String> models = new QueryStringDecoder(request.uri()).parameters().getOrDefault("model", List.of());
		int status = refusal(request, models);
		if (status != 0) {
			return response.status(status)
				.header("Content-Type", "application/json")
				.sendString(Mono.just("{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"refused\"}}"),
						StandardCharsets.UTF_8);
		}
		return response.sendWebsocket((in, out) -> serve(models.getFirst(), in, out), SOCKET);
	}

	private int refusal(HttpServerRequest request, List<String> models) {
		String authorization = request.requestHeaders().get("Authorization", "");
		String key = authorization.startsWith("Bearer ") ? authorization.substring(7) : "";
		String wanted = this.options.apiKey();
		if (key.isBlank() || !(wanted.isEmpty() || key.equals(wanted))) {
			return 401;
		}
		boolean beta = request.requestHeaders().contains("OpenAI-Beta");
		if (models.size() != 1 || models.getFirst().isBlank() || beta
				|| !request.requestHeaders().containsValue("Upgrade", "websocket", true)) {
			return 400;
		}
		return (this.faults.next(RealtimeFault.AtUpgrade.class) instanceof RealtimeFault.RefuseUpgrade(int status))
				? status : 0;
	}

	private Publisher<Void> serve(String model, WebsocketInbound in, WebsocketOutbound out) {
		Connection connection = ClientSocket.connection(in);
		if (!connection.channel().isActive()) {
			return Mono.empty();
		}
		Outlet outlet = new Outlet(connection);
		Part part = this.cast.apply(model)
			.orElse((conversation) -> new Part.Performance(this.brain.answer(conversation), this.options.firstAudio(),
					Duration.ZERO, null));
		TalkSession session = new TalkSession(outlet, model, this.options, this.faults, part, this.voice, this::write);
		Open one = new Open(outlet, session);
		this.open.add(one);
		return outlet.serve(in, out, FRAME_BYTES, session).doFinally((_) -> this.open.remove(one));
	}

	private void write(String type, JsonNode event) {
		if (type.equals("refused")) {
			this.refused.add(event);
		}
		else if (!type.equals(SOUND)) {
			this.journal.add(event);
		}
	}

	/** A session and its way out. */
	private record Open(Outlet outlet, TalkSession session) {
	}

}
