package io.trunkline.sandbox.openai;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A language model at {@code POST /v1/chat/completions}; it only streams. */
public final class SandboxModel {

	/** Events that were handed over are on the wire after so long. */
	private static final Duration SENT = Duration.ofMillis(50);

	private final Brain brain;

	private final ModelOptions options;

	private final Map<String, Part> parts = new ConcurrentHashMap<>();

	private final ModelFaults faults = new ModelFaults();

	private final AtomicInteger streams = new AtomicInteger();

	public SandboxModel(Brain brain, ModelOptions options) {
		this.brain = brain;
		this.options = options;
	}

	/** Offers the model on a server. */
	public void routes(HttpServerRoutes routes) {
		routes.post("/v1/chat/completions", this::complete);
	}

	/**
	 * Lets requests for this model be answered in their own way from here on.
	 * @param model the name that requests give
	 */
	public void cast(String model, Part part) {
		this.parts.put(model, part);
	}

	/** The part of a model that has one of its own. */
	public Optional<Part> part(String model) {
		return Optional.ofNullable(this.parts.get(model));
	}

	/** What is to go wrong next. */
	public ModelFaults faults() {
		return this.faults;
	}

	/**
	 * How many requests are being answered; one that its client has given up is not.
	 */
	public int openStreams() {
		return this.streams.get();
	}

	private Publisher<Void> complete(HttpServerRequest request, HttpServerResponse response) {
		response.header("x-request-id", "req_" + UUID.randomUUID());
		ApiError stranger = refuseCaller(request.requestHeaders().get("Authorization", ""));
		if (stranger != null) {
			return refuse(response, stranger);
		}
		Mono<Void> answer = request.receive()
			.aggregate()
			.asString(StandardCharsets.UTF_8)
			.defaultIfEmpty("")
			.map(SandboxModel::parse)
			.flatMap((body) -> Mono.from(answer(body, request, response)));
		return Mono.using(this.streams::incrementAndGet, (count) -> answer, (count) -> this.streams.decrementAndGet());
	}

	private Publisher<Void> answer(JsonNode body, HttpServerRequest request, HttpServerResponse response) {
		ApiError error = ChatRules.refuse(body);
		error = (error != null) ? error : refuseModel(body.path("model").asString());
		ChatRequest chat = (error != null) ? null : ChatRequest.of(body);
		Part.Performance performance = (chat != null) ? perform(chat) : null;
		ModelFault fault = (performance != null) ? performance.fault() : null;
		if (fault instanceof ModelFault.Refuse(int status, String code)) {
			error = ApiError.of(status, code);
		}
		if (error != null || chat == null || performance == null) {
			return refuse(response, Objects.requireNonNull(error));
		}
		List<String> events = AnswerStream.write(chat, performance.answer(), Instant.now().getEpochSecond());
		Duration wait = (fault instanceof ModelFault.Delay(Duration delay)) ? delay : performance.firstToken();
		Flux<ByteBuf> stream = strike(fault, paced(events, performance.betweenTokens()), request)
			.map((event) -> Unpooled.wrappedBuffer(event.getBytes(StandardCharsets.UTF_8)));
		return Mono.delay(wait).then(Mono.defer(() -> response.sse().send(stream, (flush) -> true).then()));
	}

	private Part.Performance perform(ChatRequest chat) {
		Part part = this.parts.get(chat.model());
		return (part != null) ? part.perform(chat.conversation())
				: new Part.Performance(this.brain.answer(chat.conversation()), this.options.firstToken(),
						this.options.betweenTokens(), this.faults.next());
	}

	/** The head of the answer and its first word come together. */
	private static Flux<String> paced(List<String> events, Duration betweenTokens) {
		int head = Math.min(2, events.size());
		return Flux.fromIterable(events.subList(0, head))
			.concatWith(Flux.fromIterable(events.subList(head, events.size())).delayElements(betweenTokens));
	}

	private static Flux<String> strike(@Nullable ModelFault fault, Flux<String> events, HttpServerRequest request) {
		return switch (fault) {
			case null -> events;
			case ModelFault.Refuse _, ModelFault.Delay _ -> events;
			case ModelFault.Fail(int after) -> events.take(after)
				.concatWithValues(AnswerStream.event(ApiError.of(500, "server_error").body().toString()));
			case ModelFault.Stall(int after) -> events.take(after).concatWith(Flux.never());
			case ModelFault.Truncate(int after) -> events.take(after);
			case ModelFault.Cut(int after) -> events.take(after).concatWith(Mono.delay(SENT).flatMap((tick) -> {
				request.withConnection((connection) -> connection.channel().close());
				return Mono.never();
			}));
			case ModelFault.Linger() -> events.concatWith(Flux.never());
		};
	}

	private @Nullable ApiError refuseCaller(String authorization) {
		String key = authorization.startsWith("Bearer ") ? authorization.substring(7) : "";
		boolean known = !key.isBlank() && (this.options.apiKey().isEmpty() || key.equals(this.options.apiKey()));
		return known ? null
				: new ApiError(401, "invalid_request_error",
						key.isBlank() ? "You didn't provide an API key." : "Incorrect API key provided.", null,
						key.isBlank() ? null : "invalid_api_key");
	}

	private @Nullable ApiError refuseModel(String model) {
		boolean known = this.options.model().isEmpty() || model.equals(this.options.model());
		return known ? null
				: new ApiError(404, "invalid_request_error", "The model does not exist", "model", "model_not_found");
	}

	private static Publisher<Void> refuse(HttpServerResponse response, ApiError error) {
		HttpServerResponse refused = response.status(error.status()).header("Content-Type", "application/json");
		if (error.status() == 429) {
			refused.header("retry-after", "1");
		}
		return refused.sendString(Mono.just(error.body().toString()));
	}

	private static JsonNode parse(String body) {
		try {
			return JsonMapper.shared().readTree(body);
		}
		catch (JacksonException ex) {
			return JsonMapper.shared().missingNode();
		}
	}

}
