package io.trunkline.sandbox.twilio;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.carrier.CallBook;
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

	private final CallBook<TwilioCall, CallSheet> calls;

	private final Function<Order, TwilioCall> dialler;

	private final Function<String, CallFaults> faults;

	private final Map<String, AtomicInteger> failed = new ConcurrentHashMap<>();

	CallsResource(TwilioOptions options, CallBook<TwilioCall, CallSheet> calls, Function<Order, TwilioCall> dialler,
			Function<String, CallFaults> faults) {
		this.options = options;
		this.calls = calls;
		this.dialler = dialler;
		this.faults = faults;
	}

	void routes(HttpServerRoutes routes) {
		routes.get(CALLS + ".json", (request, response) -> serve(request, response, (_) -> list(request)));
		routes.get(CALLS + "/{call}", (request, response) -> serve(request, response, (_) -> show(request)));
		routes.post(CALLS + ".json", (request, response) -> serve(request, response, this::create));
		routes.post(CALLS + "/{call}",
				(request, response) -> serve(request, response, (form) -> update(request, form)));
		routes.post(CALLS + "/{call}/Recordings/Twilio.CURRENT.json",
				(request, response) -> serve(request, response, (form) -> recording(request, form)));
		routes.post(CALLS + "/{call}/Recordings.json",
				(request, response) -> serve(request, response, (form) -> record(request)));
	}

	private Mono<Answer> show(HttpServerRequest request) {
		return Mono.just(this.calls.known(sid(request))
			.map((sheet) -> new Answer(200, sheet.show()))
			.orElseThrow(CallsResource::notFound));
	}

	/** Its pages are counted from 0. */
	private Mono<Answer> list(HttpServerRequest request) {
		Map<String, List<String>> query = new QueryStringDecoder(request.uri()).parameters();
		int size = number(query, "PageSize", 50);
		int page = number(query, "Page", 0);
		List<CallSheet> all = this.calls.known()
			.stream()
			.filter((sheet) -> sheet.matches(first(query, "To"), first(query, "From"), first(query, "Status")))
			.toList();
		List<Map<String, @Nullable Object>> shown = all.stream()
			.skip((long) page * size)
			.limit(size)
			.map(CallSheet::show)
			.toList();
		boolean last = (page + 1) * size >= all.size();
		Map<String, @Nullable Object> answer = new LinkedHashMap<>();
		answer.put("calls", shown);
		answer.put("page", page);
		answer.put("page_size", size);
		answer.put("start", page * size);
		answer.put("end", Math.max(0, page * size + shown.size() - 1));
		answer.put("uri", request.uri());
		answer.put("first_page_uri", page(request, query, 0));
		answer.put("previous_page_uri", (page > 0) ? page(request, query, page - 1) : null);
		answer.put("next_page_uri", last ? null : page(request, query, page + 1));
		return Mono.just(new Answer(200, answer));
	}

	private static String page(HttpServerRequest request, Map<String, List<String>> query, int page) {
		QueryStringEncoder uri = new QueryStringEncoder("/" + request.path());
		query.forEach((name, values) -> {
			if (!name.equals("Page")) {
				uri.addParam(name, values.getFirst());
			}
		});
		uri.addParam("Page", String.valueOf(page));
		return uri.toString();
	}

	private static int number(Map<String, List<String>> query, String name, int otherwise) {
		String value = first(query, name);
		if (!value.matches("[0-9]{0,4}") || (value.equals("0") && name.equals("PageSize"))) {
			throw new ApiRefusal(400, 20001, "invalid " + name);
		}
		return value.isEmpty() ? otherwise : Integer.parseInt(value);
	}

	private static String first(Map<String, List<String>> fields, String name) {
		return fields.getOrDefault(name, List.of("")).getFirst();
	}

	private static ApiRefusal notFound() {
		return new ApiRefusal(404, 20404, "The requested resource was not found");
	}

	private static ApiRefusal notInProgress() {
		return new ApiRefusal(400, 21220, "Call is not in-progress. Cannot redirect.");
	}

	private static String sid(HttpServerRequest request) {
		return String.valueOf(request.param("call")).replaceFirst("\\.json$", "");
	}

	private Mono<Answer> create(Map<String, List<String>> form) {
		Order order = Order.read(form, this.options.number());
		boolean lost = trouble(order.to(), this.faults.apply(order.to()));
		TwilioCall call = this.dialler.apply(order);
		return Mono.just(new Answer(lost ? 0 : 201, call.sheet().ordered()));
	}

	private Mono<Answer> update(HttpServerRequest request, Map<String, List<String>> form) {
		String twiml = first(form, "Twiml");
		String status = first(form, "Status");
		if (twiml.isEmpty() == status.isEmpty() || form.size() != 1) {
			throw new ApiRefusal(400, 20001, "Status or Twiml, and nothing else");
		}
		TwimlDocument document = twiml.isEmpty() ? null : document(twiml);
		if (document != null && this.calls.known(sid(request)).filter(CallSheet::isOver).isPresent()) {
			throw notInProgress();
		}
		return change(request, (call) -> {
			if (document != null && !call.isAnswered()) {
				throw notInProgress();
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
			return new Answer(200, call.sheet().show());
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
		String status = first(form, "Status");
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
		String sid = sid(request);
		TwilioCall call = this.calls.active(sid);
		if (call == null) {
			throw notFound();
		}
		return call.onLoop(() -> {
			if (call.isOver()) {
				throw notFound();
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
			throw notFound();
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
		if (request.method().equals(HttpMethod.POST) && !type.startsWith("application/x-www-form-urlencoded")) {
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
