package io.trunkline.sandbox.openai.realtime;

import java.util.LinkedHashSet;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a session was told to be; fields that were never told have the vendor's defaults.
 */
final class Settings {

	private final ObjectNode session = JsonMapper.shared().createObjectNode();

	Settings(String model) {
		this.session.put("type", "realtime")
			.put("object", "realtime.session")
			.put("id", Outlet.newId("sess"))
			.put("model", model)
			.put("instructions", "")
			.put("tool_choice", "auto")
			.put("max_output_tokens", "inf");
		this.session.putArray("output_modalities").add("audio");
		this.session.putArray("tools");
		ObjectNode audio = this.session.putObject("audio");
		ObjectNode input = audio.putObject("input");
		input.putObject("format").put("type", "audio/pcm").put("rate", 24_000);
		input.putNull("transcription").putNull("noise_reduction");
		input.putObject("turn_detection")
			.put("type", "server_vad")
			.put("threshold", 0.5)
			.put("prefix_padding_ms", 300)
			.put("silence_duration_ms", 500)
			.put("create_response", true)
			.put("interrupt_response", true);
		ObjectNode output = audio.putObject("output");
		output.putObject("format").put("type", "audio/pcm").put("rate", 24_000);
		output.put("voice", "marin").put("speed", 1.0);
	}

	ObjectNode json() {
		return this.session.deepCopy();
	}

	/** Takes over what is there; parts of an object change one by one. */
	void update(JsonNode changes) {
		merge(this.session, changes);
	}

	String instructions() {
		return this.session.path("instructions").asString("");
	}

	Set<String> tools() {
		Set<String> names = new LinkedHashSet<>();
		if (!this.session.path("tool_choice").asString("").equals("none")) {
			this.session.path("tools").forEach((tool) -> names.add(tool.path("name").asString("")));
		}
		return names;
	}

	String voice() {
		return this.session.at("/audio/output/voice").asString("");
	}

	boolean hearsTelephone() {
		return this.session.at("/audio/input/format/type").asString("").equals("audio/pcmu");
	}

	/** {@code audio/pcm}, {@code audio/pcmu} or {@code audio/pcma}. */
	String outputFormat() {
		return this.session.at("/audio/output/format/type").asString("");
	}

	boolean transcribes() {
		return this.session.at("/audio/input/transcription").isObject();
	}

	boolean detectsTurns() {
		return detection().isObject();
	}

	boolean createsResponse() {
		return detection().path("create_response").asBoolean(true);
	}

	boolean interruptsResponse() {
		return detection().path("interrupt_response").asBoolean(true);
	}

	/** So much silence ends speech. A sentence with its mark is complete. */
	int silenceMillis(String said) {
		if (detection().path("type").asString("").equals("server_vad")) {
			return detection().path("silence_duration_ms").asInt(500);
		}
		boolean complete = said.matches("(?s).*[.?!]\\s*");
		return complete ? 300 : switch (detection().path("eagerness").asString("auto")) {
			case "low" -> 8_000;
			case "high" -> 2_000;
			default -> 4_000;
		};
	}

	/** So long a silence is answered; 0 never. */
	int idleMillis() {
		return detection().path("idle_timeout_ms").asInt(0);
	}

	private JsonNode detection() {
		return this.session.at("/audio/input/turn_detection");
	}

	private static void merge(ObjectNode into, JsonNode changes) {
		for (var change : changes.properties()) {
			JsonNode known = into.path(change.getKey());
			boolean sameKind = known.isObject() && change.getValue().isObject()
					&& known.path("type").equals(change.getValue().path("type"));
			if (sameKind && known instanceof ObjectNode object) {
				merge(object, change.getValue());
			}
			else {
				into.set(change.getKey(), change.getValue());
			}
		}
	}

}
