package io.trunkline.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.trunkline.agent.Agent.Engine;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.PlacedCall;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Places calls for demonstration: one when the service is up, and one for each
 * {@code POST /sandbox/calls}, which may choose in its query, in JSON or in a form.
 */
final class DemoDesk {

	private static final int LONGEST_BODY = 1000;

	private final DemoWish usual;

	private final Function<Carrier, Engine> answering;

	/**
	 * Makes a desk.
	 * @param usual what a call is like that wishes for nothing
	 * @param answering the engine of the agent who answers a carrier's calls, as the
	 * agent is defined
	 */
	DemoDesk(DemoWish usual, Function<Carrier, Engine> answering) {
		this.usual = usual;
		this.answering = answering;
	}

	/** What a call is like that wishes for nothing. */
	DemoWish usual() {
		return this.usual;
	}

	/** Who calls then. */
	Caller caller(DemoWish wish) {
		Engine wanted = wish.engine();
		return DemoCall.caller(wanted, (wanted != null) ? wanted : this.answering.apply(wish.carrier()));
	}

	/**
	 * Serves a request for a call.
	 * @param line places it
	 */
	Mono<Void> serve(HttpServerRequest request, HttpServerResponse response,
			BiFunction<Carrier, Caller, PlacedCall> line) {
		if (request.requestHeaders().contains(HttpHeaderNames.ORIGIN)) {
			return answer(response, 403, "web pages place no calls");
		}
		return body(request.receive()).map((body) -> {
			DemoWish wish = this.usual.with(said(request.uri(), body));
			return line.apply(wish.carrier(), caller(wish)).callId();
		})
			.flatMap((callId) -> answer(response, 202, callId))
			.onErrorResume(IllegalArgumentException.class,
					(refused) -> answer(response, 400, String.valueOf(refused.getMessage())));
	}

	private static Mono<String> body(ByteBufFlux parts) {
		return parts.asString(StandardCharsets.UTF_8).scan("", String::concat).handle((text, sink) -> {
			if (text.length() > LONGEST_BODY) {
				sink.error(new IllegalArgumentException("the body is longer than " + LONGEST_BODY));
			}
			else {
				sink.next(text);
			}
		}).cast(String.class).last();
	}

	private static Mono<Void> answer(HttpServerResponse response, int status, String text) {
		return response.status(status).sendString(Mono.just(text + "\n")).then();
	}

	/** What was said in either place; the query outweighs the body. */
	private static Map<String, String> said(String uri, String body) {
		Map<String, String> said = new HashMap<>();
		if (body.stripLeading().startsWith("{")) {
			said.putAll(fields(body));
		}
		else {
			said.putAll(parameters(new QueryStringDecoder(body.strip(), false)));
		}
		said.putAll(parameters(new QueryStringDecoder(uri)));
		return said;
	}

	private static Map<String, String> parameters(QueryStringDecoder decoder) {
		Map<String, String> parameters = new HashMap<>();
		decoder.parameters().forEach((name, values) -> parameters.put(name, List.copyOf(values).getLast()));
		return parameters;
	}

	private static Map<String, String> fields(String body) {
		try {
			Map<String, String> fields = new HashMap<>();
			for (Map.Entry<String, JsonNode> field : JsonMapper.shared().readTree(body).properties()) {
				fields.put(field.getKey(), field.getValue().asString(""));
			}
			return fields;
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("the body is no JSON object", ex);
		}
	}

}
