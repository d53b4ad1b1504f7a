package io.trunkline.sandbox.openai;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as OpenAI describes it.
 *
 * @param param the field it is about
 */
record ApiError(int status, String type, String message, @Nullable String param, @Nullable String code) {

	static ApiError invalid(String message, String param) {
		return new ApiError(400, "invalid_request_error", message, param, null);
	}

	static ApiError of(int status, String code) {
		String type = (status >= 500) ? "server_error" : "invalid_request_error";
		return new ApiError(status, type, "This error was asked for", null, code);
	}

	ObjectNode body() {
		ObjectNode body = JsonMapper.shared().createObjectNode();
		body.putObject("error")
			.put("message", this.message)
			.put("type", this.type)
			.put("param", this.param)
			.put("code", this.code);
		return body;
	}

}
