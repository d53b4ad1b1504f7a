package io.trunkline.sandbox.bandwidth.api;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.trunkline.sandbox.caller.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP request is answered with.
 *
 * @param status 0 closes the connection instead
 * @param json the body; null for none
 */
public record Answer(int status, @Nullable Object json, Map<String, String> headers) {

	/** No answer at all. */
	public static final Answer LOST = new Answer(0, null);

	public static final Answer NOT_FOUND = error(404, "validation", "The call does not exist or has ended");

	public static final Answer CONFLICT = error(409, "validation", "The call cannot be modified in its state");

	public static final Answer TOO_MANY_ORDERS = error(429, "error", "Account call creation rate limit exceeded");

	public static final Answer TOO_MANY_CALLS = error(429, "error", "Account concurrent call limit exceeded");

	/** What the Voice API answers when it fails. */
	public static final Map<Fault, Answer> FAILURES = Map.of(Fault.API_NOT_FOUND, NOT_FOUND, Fault.API_CONFLICT,
			CONFLICT, Fault.API_RATE_LIMITED, TOO_MANY_ORDERS, Fault.API_CALL_LIMIT, TOO_MANY_CALLS, Fault.API_ERROR,
			error(500, "internal-error", "Internal error"), Fault.API_OVERLOADED,
			error(503, "system-overloaded", "System overloaded"));

	public Answer {
		headers = Map.copyOf(headers);
	}

	public Answer(int status, @Nullable Object json) {
		this(status, json, Map.of());
	}

	public static Answer empty(int status) {
		return new Answer(status, null);
	}

	public static Answer created(Map<String, ? extends @Nullable Object> json, String location) {
		return new Answer(201, json).with("Location", location);
	}

	/** An error in the form of the Voice API. */
	public static Answer error(int status, String type, String description) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("type", type);
		json.put("description", description);
		json.put("id", null);
		return new Answer(status, json);
	}

	public static Answer invalid(String description) {
		return error(400, "validation", description);
	}

	/** The same with one more header. */
	public Answer with(String header, String value) {
		Map<String, String> more = new HashMap<>(this.headers);
		more.put(header, value);
		return new Answer(this.status, this.json, more);
	}

	/** The same with the body in a list of one. */
	public Answer inList() {
		return (this.json != null) ? new Answer(this.status, List.of(this.json), this.headers) : this;
	}

}
