package io.trunkline.sandbox.twilio;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.twilio.twiml.InvalidTwimlException;
import io.trunkline.sandbox.twilio.twiml.TwimlDocument;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.json.JsonMapper;

/** The REST API, as far as it is about calls. */
final class CallsResource {

	private static final String CALLS = "/2010-04-01/Accounts/{account}/Calls";

	private static final int LONGEST_TWIML = 4000;

	private final TwilioOptions options;

	private final Function<String, @Nullable TwilioCall> calls;

	private final Function<Order, TwilioCall> dialler;

	private final Function<String, CallFaults> faults;

	private final Map<String, AtomicInteger> failed = new ConcurrentHashMap<>();

	CallsResource(TwilioOptions options, Function<String, @Nullable TwilioCall> calls,
			Function<Order, TwilioCall> dialler, Function<String, CallFaults> faults) {
		this.options = options;
		this.calls = calls;
		this.dialler = dialler;
		this.faults = faults;
	}

	void routes(HttpServerRoutes routes) {
		routes.post(CALLS + ".json", (request, response) -> serve(request, response, this::create));
		routes.post(CALLS + "/{call}",
				(request, response) -> serve(request, response, (form) -> update(request, form)));
		routes.post(CALLS + "/{call}/Recordings/Twilio.CURRENT.json",
				(request, response) -> serve(request, response, (form) -> recording(request, form)));
		routes.post(CALLS + "/{call}/Recordings.json",
				(request, response) -> serve(request, response, (form) -> record(request)));
	}

	private Mono<Answer> create(Map<String, List<String>> form) {
		Order order = Order.read(form, this.options.number());
		boolean lost = trouble(order.to(), this.faults.apply(order.to()));
		TwilioCall call = this.dialler.apply(order);
		return Mono.just(new Answer(lost ? 0 : 201, call.describe()));
	}

	private Mono<Answer> update(HttpServerRequest request, Map<String, List<String>> form) {
		String twiml = form.getOrDefault("Twiml", List.of("")).getFirst();
		String status = form.getOrDefault("Status", List.of("")).getFirst();
		if (twiml.isEmpty() == status.isEmpty() || form.size() != 1) {
			throw new ApiRefusal(400, 20001, "Status or Twiml, and nothing else");
		}
		TwimlDocument document = twiml.isEmpty() ? null : document(twiml);
		return change(request, (call) -> {
			if (document != null && !call.isAnswered()) {
				throw new ApiRefusal(400, 21220, "Call is not in-progress. Cannot redirect.");
			}
			if (document != null) {
				call.replace(document);
			}
			else if (status.equals("completed")) {
				call.end(call.isAnswered() ? "completed" : "canceled");
			}
			else {
				throw new ApiRefusal(400, 20001, "invalid Status");
			}
			return new Answer(200, call.describe());
		});
	}

	/** Where the document is, is not known: all its addresses have to be absolute. */
	private static TwimlDocument document(String twiml) {
		if (twiml.length() > LONGEST_TWIML) {
			throw new ApiRefusal(400, 20001, "Twiml has more than 4000 characters");
		}
		try {
			return TwimlDocument.read(twiml.getBytes(StandardCharsets.UTF_8), null);
		}
		catch (InvalidTwimlException ex) {
			throw new ApiRefusal(400, 12100, String.valueOf(ex.getMessage()));
		}
	}

	private Mono<Answer> recording(HttpServerRequest request, Map<String, List<String>> form) {
		String status = form.getOrDefault("Status", List.of("")).getFirst();
		return change(request, (call) -> {
			if (call.journal().events().stream().noneMatch(CallEvent.Recording.class::isInstance)) {
				throw new ApiRefusal(404, 20404, "there is no recording");
			}
			String state = switch (status) {
				case "paused" -> "paused";
				case "in-progress" -> "recording";
				default -> throw new ApiRefusal(400, 20001, "invalid Status");
			};
			call.journal().add(new CallEvent.Recording(call.journal().now(), state));
			return new Answer(200, Map.of("status", status));
		});
	}

	private Mono<Answer> record(HttpServerRequest request) {
		return change(request, (call) -> {
			call.journal().add(new CallEvent.Recording(call.journal().now(), "recording"));
			return new Answer(201, Map.of("sid", Exchange.newSid("RE"), "status", "in-progress"));
		});
	}

	private Mono<Answer> change(HttpServerRequest request, Function<TwilioCall, Answer> change) {
		String sid = String.valueOf(request.param("call")).replaceFirst("\\.json$", "");
		TwilioCall call = this.calls.apply(sid);
		if (call == null) {
			throw new ApiRefusal(404, 20404, "The requested resource was not found");
		}
		return call.onLoop(() -> {
			if (call.isOver()) {
				throw new ApiRefusal(404, 20404, "The requested resource was not found");
			}
			boolean lost = trouble(sid, call.party().faults());
			Answer answer = change.apply(call);
			call.journal().add(new CallEvent.ApiRequest(call.journal().now(), request.path(), answer.status()));
			return lost ? new Answer(0, answer.json()) : answer;
		});
	}

	/**
	 * Fails as often as it is to.
	 * @return whether the answer gets lost
	 */
	private boolean trouble(String about, CallFaults faults) {
		if (faults.kinds().stream().noneMatch((fault) -> fault.name().startsWith("API_"))) {
			return false;
		}
		if (this.failed.computeIfAbsent(about, (_) -> new AtomicInteger()).getAndIncrement() >= faults.apiFailures()) {
			return false;
		}
		if (faults.has(Fault.API_RATE_LIMITED)) {
			throw new ApiRefusal(429, 20429, "Too many requests");
		}
		if (faults.has(Fault.API_CALL_LIMIT)) {
			throw new ApiRefusal(400, 10004, "Call concurrency limit exceeded");
		}
		if (faults.has(Fault.API_NOT_FOUND)) {
			throw new ApiRefusal(404, 20404, "The requested resource was not found");
		}
		if (faults.has(Fault.API_ERROR) || faults.has(Fault.API_OVERLOADED)) {
			throw new ApiRefusal(500, 20500, "Internal server error");
		}
		return faults.has(Fault.API_REPLY_LOST);
	}

	private Mono<Void> serve(HttpServerRequest request, HttpServerResponse response,
			Function<Map<String, List<String>>, Mono<Answer>> endpoint) {
		return request.receive().aggregate().asString().defaultIfEmpty("").flatMap((body) -> {
			authorize(request);
			return endpoint.apply(new QueryStringDecoder(body, false).parameters());
		})
			.onErrorResume(ApiRefusal.class, (refusal) -> Mono.just(new Answer(refusal.status(), refusal.body())))
			.flatMap((answer) -> write(response, answer));
	}

	private void authorize(HttpServerRequest request) {
		String expected = "Basic " + Base64.getEncoder()
			.encodeToString(
					(this.options.accountSid() + ":" + this.options.authToken()).getBytes(StandardCharsets.UTF_8));
		String type = String.valueOf(request.requestHeaders().get(HttpHeaderNames.CONTENT_TYPE));
		if (!expected.equals(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION))
				|| !this.options.accountSid().equals(request.param("account"))) {
			throw new ApiRefusal(401, 20003, "Authenticate");
		}
		if (!type.startsWith("application/x-www-form-urlencoded")) {
			throw new ApiRefusal(415, 20415, "Unsupported media type");
		}
	}

	private static Mono<Void> write(HttpServerResponse response, Answer answer) {
		if (answer.status() == 0) {
			response.withConnection((connection) -> connection.channel().close());
			return Mono.never();
		}
		byte[] json = JsonMapper.shared().writeValueAsBytes(answer.json());
		return response.status(answer.status())
			.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
			.header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(json.length))
			.sendByteArray(Mono.just(json))
			.then();
	}

	/**
	 * What goes back.
	 *
	 * @param status 0 for a connection that is closed instead
	 */
	private record Answer(int status, Map<String, ? extends @Nullable Object> json) {
	}

}
