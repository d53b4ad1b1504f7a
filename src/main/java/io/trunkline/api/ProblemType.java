package io.trunkline.api;

import java.util.Locale;

import org.springframework.http.HttpStatus;

/** Everything that the API refuses or fails at. Programs tell problems apart by these. */
enum ProblemType {

	/** The operator of the service has not said who may come in. */
	API_SWITCHED_OFF(HttpStatus.SERVICE_UNAVAILABLE, "The API is switched off"),
	/** The token is missing or wrong. */
	UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "The token is missing or wrong"),
	/** Body, parameters or headers are not as the document says. */
	INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request is not valid"),
	/** Rules forbid to dial this number, or to show that one. */
	NUMBER_REFUSED(HttpStatus.FORBIDDEN, "The number may not be dialled"),
	/** There is nothing at this path. */
	NO_SUCH_PATH(HttpStatus.NOT_FOUND, "There is nothing here"),
	/** This pod knows no call of this name, or has forgotten it. */
	NO_SUCH_CALL(HttpStatus.NOT_FOUND, "There is no such call"),
	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not served here"),
	/** The rest of the body did not come. */
	BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time"),
	/** The key belongs to another order. */
	KEY_REUSED(HttpStatus.CONFLICT, "The idempotency key belongs to another order"),
	/** The same order is being carried out; asking again later tells what came of it. */
	ORDER_UNDER_WAY(HttpStatus.CONFLICT, "The same order is under way"),
	/** The call cannot do this in its state. */
	CALL_STATE(HttpStatus.CONFLICT, "The call cannot do this in its state"),
	BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
	MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The media type is not supported"),
	/** No agent of this name could hold the call. */
	UNKNOWN_AGENT(HttpStatus.UNPROCESSABLE_CONTENT, "There is no such agent, or it does not take this"),
	/** The call's agent has no such destination. */
	UNKNOWN_DESTINATION(HttpStatus.UNPROCESSABLE_CONTENT, "There is no such destination"),
	/** More calls are asked for than may be placed. */
	TOO_MANY_CALLS(HttpStatus.TOO_MANY_REQUESTS, "Too many calls"),
	/** As many as may follow calls do so. */
	TOO_MANY_STREAMS(HttpStatus.TOO_MANY_REQUESTS, "Too many event streams"),
	INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Something failed inside"),
	/** The carrier refused, or did not answer. */
	CARRIER(HttpStatus.BAD_GATEWAY, "The carrier did not do it"),
	/** What this takes is not there at the moment. */
	UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not possible at the moment"),
	/** Nobody knows what came of it. */
	NO_ANSWER_IN_TIME(HttpStatus.GATEWAY_TIMEOUT, "There was no answer in time");

	private final HttpStatus status;

	private final String title;

	ProblemType(HttpStatus status, String title) {
		this.status = status;
		this.title = title;
	}

	HttpStatus status() {
		return this.status;
	}

	/** For people; the same whenever this happens. */
	String title() {
		return this.title;
	}

	/** For programs: a name, not an address to open. */
	String uri() {
		return "urn:trunkline:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
