package io.trunkline.api;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.trunkline.api.CallPlacing.Order;
import io.trunkline.api.CallPlacing.Placed;
import io.trunkline.api.CallPlacing.PlacingRefusedException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Takes orders for calls. */
final class CallOrders {

	private static final String OPERATION = "placeCall";

	/** Longer than whoever places calls should ever take, queue included. */
	private static final Duration DEADLINE = Duration.ofSeconds(30);

	private final CallPlacing placing;

	private final CallBoard board;

	private final RequestReader requests;

	CallOrders(CallPlacing placing, CallBoard board, RequestReader requests) {
		this.placing = placing;
		this.board = board;
		this.requests = requests;
	}

	Mono<ServerResponse> place(ServerRequest request) {
		Optional<String> key = this.requests.header(request, OPERATION, "Idempotency-Key");
		return this.requests.body(request, OPERATION).map((body) -> order(key, body)).flatMap(this::place);
	}

	private Mono<ServerResponse> place(Order order) {
		return this.placing.place(order)
			.doOnNext((placed) -> note(order, placed))
			.timeout(DEADLINE,
					Mono.error(() -> new Problem(ProblemType.NO_ANSWER_IN_TIME,
							"Nobody knows whether the call was placed. The same Idempotency-Key may be sent again.")
						.asException()))
			.onErrorMap(PlacingRefusedException.class, (refused) -> refused.problem().asException())
			.flatMap(CallOrders::answer);
	}

	/** A repeated order may be of a call that another pod has. */
	private void note(Order order, Placed placed) {
		if (!placed.repeated()) {
			this.board.dialling(placed.id(), order.to(), order.from().orElse(""), order.agent());
		}
	}

	/** The same every time, so that a repeated order can have it as well. */
	private static Mono<ServerResponse> answer(Placed placed) {
		String url = "/api/calls/" + UriUtils.encodePathSegment(placed.id(), UTF_8);
		ServerResponse.BodyBuilder response = ServerResponse
			.status(placed.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
			.location(URI.create(url))
			.contentType(MediaType.APPLICATION_JSON);
		if (placed.repeated()) {
			response.header("Idempotency-Replayed", "true");
		}
		return response.bodyValue(ApiJson.bytes(new Answer(placed.id(), url)));
	}

	private static Order order(Optional<String> key, JsonNode body) {
		Map<String, String> variables = new LinkedHashMap<>();
		body.path("variables")
			.properties()
			.forEach((entry) -> variables.put(entry.getKey(), entry.getValue().asString()));
		return new Order(key, body.path("to").asString(), body.path("agent").asString(), variables,
				body.path("from").asStringOpt(), seconds(body.path("ringTimeout")),
				seconds(body.path("callbackTimeout")));
	}

	private static Optional<Duration> seconds(JsonNode number) {
		return number.isMissingNode() ? Optional.empty() : Optional.of(Duration.ofSeconds(number.asLong()));
	}

	private record Answer(String id, String url) {
	}

}
