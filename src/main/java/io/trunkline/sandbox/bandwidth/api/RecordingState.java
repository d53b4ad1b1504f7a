package io.trunkline.sandbox.bandwidth.api;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a recording is to do. */
public final class RecordingState {

	private RecordingState() {
	}

	/** Whether it is to run; null if the body does not say so as it should. */
	public static @Nullable Boolean read(byte[] json) {
		try {
			Map<String, @Nullable Object> body = JsonMapper.shared().readValue(json, new TypeReference<>() {
			});
			return body.equals(Map.of("state", "recording")) ? Boolean.TRUE
					: body.equals(Map.of("state", "paused")) ? Boolean.FALSE : null;
		}
		catch (JacksonException _) {
			return null;
		}
	}

}
