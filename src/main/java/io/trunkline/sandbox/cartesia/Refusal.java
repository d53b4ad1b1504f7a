package io.trunkline.sandbox.cartesia;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why something is not done, in the shape of version 2026-03-01 and later.
 *
 * @param code Cartesia's {@code error_code}, if it has one for this
 */
record Refusal(int status, @Nullable String code, String title, String message) {

	static Refusal badRequest(String message) {
		return new Refusal(400, null, "Bad request", message);
	}

	static Refusal unauthorized(String message) {
		return new Refusal(401, null, "Unauthorized", message);
	}

	static Refusal busy(String message) {
		return new Refusal(429, "concurrency_limited", "Too many requests", message);
	}

	/** The body of a refused upgrade. */
	ObjectNode body(String requestId) {
		return describe(JsonMapper.shared().createObjectNode(), requestId);
	}

	/** The event on an open socket. */
	ObjectNode event(String requestId) {
		ObjectNode event = JsonMapper.shared().createObjectNode();
		event.put("type", "error").put("status_code", this.status);
		return describe(event, requestId);
	}

	private ObjectNode describe(ObjectNode node, String requestId) {
		return node.put("error_code", this.code)
			.put("title", this.title)
			.put("message", this.message)
			.put("request_id", requestId)
			.put("doc_url", "https://docs.cartesia.ai/api-reference/errors");
	}

}
