package io.trunkline.api;

import io.trunkline.api.Problem.ProblemException;
import io.trunkline.telephony.webhook.RequestLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Where everything of the API is; whatever fails there is answered as a problem. */
final class ApiRoutes {

	private static final Logger log = LoggerFactory.getLogger(ApiRoutes.class);

	private static final String CALLS = "/api/calls";

	private static final String CALL = CALLS + "/{id}";

	private ApiRoutes() {
	}

	static RouterFunction<ServerResponse> of(ApiDocument document, CallReading reading, CallFollowing following,
			CallOrders orders, CallSteering steering) {
		byte[] json = document.json();
		return RouterFunctions.route()
			.GET(ApiDocument.PATH, (_) -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(json))
			.POST(CALLS, orders::place)
			.GET(CALLS, reading::list)
			.GET(CALL, reading::get)
			.DELETE(CALL, steering::hangUp)
			.POST(CALL + "/transfer", steering::transfer)
			.POST(CALL + "/say", steering::say)
			.POST(CALL + "/whisper", steering::whisper)
			.GET(CALL + "/events", following::follow)
			.route(RequestPredicates.path(CALLS), allowing("GET, POST"))
			.route(RequestPredicates.path(CALL), allowing("GET, DELETE"))
			.route(RequestPredicates.path(CALL + "/{command:transfer|say|whisper}"), allowing("POST"))
			.route(RequestPredicates.path(CALL + "/events"), allowing("GET"))
			.route(RequestPredicates.path("/api/**"),
					(_) -> new Problem(ProblemType.NO_SUCH_PATH, "/v3/api-docs lists what is.").answer())
			.filter(ApiRoutes::answered)
			.build();
	}

	private static HandlerFunction<ServerResponse> allowing(String methods) {
		return (request) -> {
			request.exchange().getResponse().getHeaders().set(HttpHeaders.ALLOW, methods);
			return new Problem(ProblemType.METHOD_NOT_ALLOWED, "Only " + methods + " is served here.").answer();
		};
	}

	private static Mono<ServerResponse> answered(ServerRequest request, HandlerFunction<ServerResponse> handler) {
		return Mono.defer(() -> handler.handle(request))
			.onErrorResume(ProblemException.class, (refused) -> refused.problem().answer())
			.onErrorResume((failure) -> failed(request, failure))
			.publishOn(RequestLoop.of(request));
	}

	/** Paths and messages may hold what is not for logs. */
	private static Mono<ServerResponse> failed(ServerRequest request, Throwable failure) {
		StackTraceElement[] trace = failure.getStackTrace();
		log.error("{} failed: {} at {}", request.method(), failure.getClass().getName(),
				(trace.length == 0) ? "?" : trace[0]);
		return new Problem(ProblemType.INTERNAL, "The log of the service says more.").answer();
	}

}
