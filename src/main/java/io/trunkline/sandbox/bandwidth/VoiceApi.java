package io.trunkline.sandbox.bandwidth;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.trunkline.sandbox.bandwidth.api.Answer;
import io.trunkline.sandbox.bandwidth.api.CallUpdate;
import io.trunkline.sandbox.bandwidth.api.RecordingState;
import io.trunkline.sandbox.bandwidth.api.TokenDesk;
import io.trunkline.sandbox.bandwidth.bxml.BxmlDocument;
import io.trunkline.sandbox.bandwidth.bxml.InvalidBxmlException;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.carrier.CallBook;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.json.JsonMapper;

/** The Voice API over HTTP, and the token endpoint that belongs to it. */
final class VoiceApi {

	private static final String ACCOUNT = "/api/v2/accounts/{accountId}";

	private static final String CALL = ACCOUNT + "/calls/{callId}";

	private static final Answer NOT_JSON = Answer.error(415, "validation", "Content-Type must be application/json");

	private static final Answer NOT_RECORDED = Answer.error(404, "validation", "The call is not being recorded");

	private final SandboxCarrierOptions options;

	private final TokenDesk tokens;

	private final CallBook<PhoneCall, Map<String, @Nullable Object>> calls;

	private final CallDesk desk;

	VoiceApi(SandboxCarrierOptions options, TokenDesk tokens, CallBook<PhoneCall, Map<String, @Nullable Object>> calls,
			CallDesk desk) {
		this.options = options;
		this.tokens = tokens;
		this.calls = calls;
		this.desk = desk;
	}

	void routes(HttpServerRoutes routes) {
		serve(routes, "POST", "/api/v1/oauth2/token", this::issueToken);
		serve(routes, "POST", ACCOUNT + "/calls", authorized((request, body) -> Mono.just(create(request, body))));
		serve(routes, "GET", ACCOUNT + "/statistics", authorized((request, body) -> Mono.just(statistics())));
		serve(routes, "GET", CALL, authorized((request, body) -> show(request)));
		serve(routes, "POST", CALL, authorized(this::update));
		serve(routes, "PUT", CALL + "/bxml", authorized(this::replace));
		serve(routes, "PUT", CALL + "/recording", authorized(this::record));
	}

	private Mono<Answer> issueToken(HttpServerRequest request, byte[] body) {
		return Mono.just(this.tokens.issue(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION),
				request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE), new String(body, StandardCharsets.UTF_8)));
	}

	private Answer create(HttpServerRequest request, byte[] body) {
		return hasContentType(request, "application/json") ? this.desk.order(body) : NOT_JSON;
	}

	private Answer statistics() {
		return new Answer(200,
				Map.of("currentCallQueueSize", this.desk.queued(), "maxCallQueueSize", this.options.limits().queue()));
	}

	private Mono<Answer> show(HttpServerRequest request) {
		String callId = callId(request);
		PhoneCall active = this.calls.active(callId);
		if (active != null) {
			return active.onLoop(() -> active.trouble().shown(active.describe()));
		}
		return Mono.just(this.calls.known(callId).map((past) -> new Answer(200, past)).orElse(Answer.NOT_FOUND));
	}

	private Mono<Answer> update(HttpServerRequest request, byte[] body) {
		if (!hasContentType(request, "application/json")) {
			return Mono.just(NOT_JSON);
		}
		return modify(request, "POST call", (call) -> switch (CallUpdate.read(body)) {
			case CallUpdate.Complete() -> {
				call.complete();
				yield Answer.empty(200);
			}
			case CallUpdate.Continue _ when !call.isModifiable() -> Answer.CONFLICT;
			case CallUpdate.Continue(BxmlDocument document) -> {
				call.run(document);
				yield Answer.empty(200);
			}
			case CallUpdate.Invalid(String why) -> Answer.invalid(why);
		});
	}

	private Mono<Answer> replace(HttpServerRequest request, byte[] body) {
		if (!hasContentType(request, "application/xml")) {
			return Mono.just(Answer.error(415, "validation", "Content-Type must be application/xml"));
		}
		return modify(request, "PUT bxml", (call) -> {
			try {
				BxmlDocument document = BxmlDocument.read(body, null);
				if (!document.root().equals("Bxml")) {
					return Answer.invalid("The root must be <Bxml>");
				}
				if (!call.isModifiable()) {
					return Answer.CONFLICT;
				}
				call.journal().add(new CallEvent.Bxml(call.journal().now(), "PUT bxml", document.names()));
				call.run(document);
				return Answer.empty(204);
			}
			catch (InvalidBxmlException ex) {
				return Answer.invalid(String.valueOf(ex.getMessage()));
			}
		});
	}

	private Mono<Answer> record(HttpServerRequest request, byte[] body) {
		if (!hasContentType(request, "application/json")) {
			return Mono.just(NOT_JSON);
		}
		return modify(request, "PUT recording", (call) -> {
			Boolean running = RecordingState.read(body);
			return (running == null) ? Answer.invalid("state must be paused or recording")
					: call.leg().recorder().set(running) ? Answer.empty(200) : NOT_RECORDED;
		});
	}

	private Mono<Answer> modify(HttpServerRequest request, String what, Change change) {
		PhoneCall call = this.calls.active(callId(request));
		if (call == null) {
			return Mono.just(Answer.NOT_FOUND);
		}
		return call.onLoop(() -> {
			Answer failure = call.trouble().failure();
			Answer answer = (failure != null) ? failure : call.isOver() ? Answer.NOT_FOUND : change.make(call);
			call.journal().add(new CallEvent.ApiRequest(call.journal().now(), what, answer.status()));
			return call.trouble().onItsWay(answer);
		});
	}

	private Endpoint authorized(Endpoint endpoint) {
		return (request, body) -> {
			if (!this.tokens.accepts(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION))) {
				return Mono.just(Answer.error(401, "authentication-error", "Invalid token"));
			}
			if (!this.options.accountId().equals(request.param("accountId"))) {
				return Mono.just(Answer.error(403, "authorization-error", "No access to this account"));
			}
			return endpoint.answer(request, body);
		};
	}

	private static void serve(HttpServerRoutes routes, String method, String path, Endpoint endpoint) {
		switch (method) {
			case "GET" -> routes.get(path, (request, response) -> respond(request, response, endpoint));
			case "PUT" -> routes.put(path, (request, response) -> respond(request, response, endpoint));
			default -> routes.post(path, (request, response) -> respond(request, response, endpoint));
		}
	}

	private static Mono<Void> respond(HttpServerRequest request, HttpServerResponse response, Endpoint endpoint) {
		return request.receive()
			.aggregate()
			.asByteArray()
			.defaultIfEmpty(new byte[0])
			.flatMap((body) -> endpoint.answer(request, body))
			.flatMap((answer) -> write(response, answer));
	}

	private static Mono<Void> write(HttpServerResponse response, Answer answer) {
		if (answer.status() == 0) {
			response.withConnection((connection) -> connection.channel().close());
			return Mono.never();
		}
		answer.headers().forEach(response::header);
		response.status(answer.status());
		if (answer.json() == null) {
			return response.send();
		}
		byte[] json = JsonMapper.shared().writeValueAsBytes(answer.json());
		return response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
			.header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(json.length))
			.sendByteArray(Mono.just(json))
			.then();
	}

	private static String callId(HttpServerRequest request) {
		return String.valueOf(request.param("callId"));
	}

	private static boolean hasContentType(HttpServerRequest request, String type) {
		String contentType = request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE);
		return contentType != null && contentType.split(";")[0].strip().equals(type);
	}

	/** Answers one kind of request. */
	@FunctionalInterface
	private interface Endpoint {

		Mono<Answer> answer(HttpServerRequest request, byte[] body);

	}

	/** Changes a call, on its loop. */
	@FunctionalInterface
	private interface Change {

		Answer make(PhoneCall call);

	}

}
