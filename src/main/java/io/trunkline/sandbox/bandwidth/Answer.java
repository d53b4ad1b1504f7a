package io.trunkline.sandbox.bandwidth;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an HTTP request is answered with.
 *
 * @param json the body; null for none
 */
record Answer(int status, @Nullable Map<String, ? extends @Nullable Object> json) {

	static Answer empty(int status) {
		return new Answer(status, null);
	}

	/** An error in the form of the Voice API. */
	static Answer error(int status, String type, String description) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("type", type);
		json.put("description", description);
		json.put("id", null);
		return new Answer(status, json);
	}

	static Answer invalid(String description) {
		return error(400, "validation", description);
	}

}
