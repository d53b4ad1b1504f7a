package io.trunkline.sandbox.openai.realtime;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is wrong with a client's event.
 *
 * @param param the field it is about
 */
record Complaint(String type, String code, String message, @Nullable String param) {

	static Complaint unknown(String param) {
		return new Complaint("invalid_request_error", "unknown_parameter", "Unknown parameter: '" + param + "'.",
				param);
	}

	static Complaint missing(String param) {
		return new Complaint("invalid_request_error", "missing_required_parameter",
				"Missing required parameter: '" + param + "'.", param);
	}

	static Complaint invalid(String param, String message) {
		return new Complaint("invalid_request_error", "invalid_value", message, param);
	}

	static Complaint of(String code, String message) {
		return new Complaint("invalid_request_error", code, message, null);
	}

	/**
	 * As it is told.
	 * @param eventId of the client's event; empty if it has none
	 */
	ObjectNode event(String eventId) {
		ObjectNode event = JsonMapper.shared().createObjectNode().put("type", "error");
		event.putObject("error")
			.put("type", this.type)
			.put("code", this.code)
			.put("message", this.message)
			.put("param", this.param)
			.put("event_id", eventId.isEmpty() ? null : eventId);
		return event;
	}

}
