package io.trunkline.sandbox.openai.realtime;

import java.util.Base64;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static io.trunkline.sandbox.openai.realtime.Rule.anything;
import static io.trunkline.sandbox.openai.realtime.Rule.flag;
import static io.trunkline.sandbox.openai.realtime.Rule.list;
import static io.trunkline.sandbox.openai.realtime.Rule.nullable;
import static io.trunkline.sandbox.openai.realtime.Rule.number;
import static io.trunkline.sandbox.openai.realtime.Rule.text;
import static io.trunkline.sandbox.openai.realtime.Shape.may;
import static io.trunkline.sandbox.openai.realtime.Shape.needs;

/** What a client's events must look like, whatever state the session is in. */
final class ClientRules {

	private static final Set<String> NOISE = Set.of("near_field", "far_field");

	private static final Set<String> EAGERNESS = Set.of("low", "medium", "high", "auto");

	private static final Set<String> VOICES = Set.of("alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer",
			"verse", "marin", "cedar");

	/** Text that says something. */
	private static final Rule NAME = text((name) -> !name.isEmpty());

	private static final Rule ID = text((id) -> !id.isEmpty() && id.length() <= 32);

	private static final Shape SERVER_VAD = Shape.of(needs("type", text()), may("threshold", number(0, 1)),
			may("prefix_padding_ms", number(0, 10_000)), may("silence_duration_ms", number(0, 10_000)),
			may("create_response", flag()), may("interrupt_response", flag()),
			may("idle_timeout_ms", nullable(number(5_000, 30_000))));

	private static final Shape SEMANTIC_VAD = Shape.of(needs("type", text()),
			may("eagerness", text(EAGERNESS::contains)), may("create_response", flag()),
			may("interrupt_response", flag()));

	private static final Shape TRANSCRIPTION = Shape.of(needs("model", NAME), may("language", text()),
			may("languages", anything()), may("keywords", anything()), may("prompt", text()), may("delay", anything()));

	private static final Shape INPUT = Shape.of(may("format", ClientRules::format),
			may("noise_reduction",
					nullable(Shape.of(needs("type", text(NOISE::contains)), may("strength", anything())))),
			may("transcription", nullable(TRANSCRIPTION)), may("turn_detection", nullable(ClientRules::turnDetection)));

	private static final Shape OUTPUT = Shape.of(may("format", ClientRules::format), may("voice", ClientRules::voice),
			may("speed", number(0.25, 1.5)));

	/** Of one answer: what is heard, and how fast all is spoken, is up to the session. */
	private static final Shape ANSWER_AUDIO = Shape
		.of(may("output", Shape.of(may("format", ClientRules::format), may("voice", ClientRules::voice))));

	private static final Shape TOOL = Shape.of(needs("type", text("function"::equals)),
			needs("name", text((name) -> name.matches("[a-zA-Z0-9_-]{1,64}"))), may("description", text()),
			may("parameters", (node, path) -> "object".equals(node.path("type").asString("")) ? null
					: Complaint.invalid(path, "schema must be of type object")));

	private static final Shape SESSION = Shape.of(needs("type", text("realtime"::equals)), may("model", text()),
			may("output_modalities", ClientRules::modalities), may("instructions", text()),
			may("max_output_tokens", ClientRules::tokens),
			may("audio", Shape.of(may("input", INPUT), may("output", OUTPUT))), may("tools", list(TOOL)),
			may("tool_choice", ClientRules::choice), may("truncation", anything()), may("tracing", anything()),
			may("include", anything()), may("prompt", anything()), may("reasoning", anything()),
			may("parallel_tool_calls", anything()));

	private static final Shape RESPONSE = Shape.of(may("instructions", text()),
			may("output_modalities", ClientRules::modalities), may("audio", ANSWER_AUDIO), may("tools", list(TOOL)),
			may("tool_choice", ClientRules::choice), may("parallel_tool_calls", flag()),
			may("max_output_tokens", ClientRules::tokens), may("conversation", text(Set.of("auto", "none")::contains)),
			may("input", list(ClientRules::item)), may("metadata", nullable(ClientRules::metadata)),
			may("reasoning", anything()), may("prompt", anything()));

	/** What items of every type have. */
	private static final Shape ITEM = Shape.of(may("id", ID), may("object", text("realtime.item"::equals)),
			needs("type", text()), may("status", text()));

	private static final Map<String, Shape> ITEMS = Map.of("message",
			ITEM.with(needs("role", text(Set.of("user", "assistant", "system")::contains)),
					needs("content", ClientRules::content)),
			"function_call", ITEM.with(needs("call_id", NAME), needs("name", NAME), needs("arguments", text())),
			"function_call_output", ITEM.with(needs("call_id", NAME), needs("output", text())));

	private static final Map<String, Shape> EVENTS = Map.ofEntries(
			Map.entry("session.update", Shape.of(needs("session", SESSION))),
			Map.entry("input_audio_buffer.append", Shape.of(needs("audio", text(ClientRules::isBase64)))),
			Map.entry("input_audio_buffer.commit", Shape.of()), Map.entry("input_audio_buffer.clear", Shape.of()),
			Map.entry("conversation.item.create",
					Shape.of(needs("item", ClientRules::item), may("previous_item_id", NAME))),
			Map.entry("conversation.item.truncate",
					Shape.of(needs("item_id", NAME), needs("content_index", number(0, 0)),
							needs("audio_end_ms", number(0, Integer.MAX_VALUE)))),
			Map.entry("conversation.item.delete", Shape.of(needs("item_id", NAME))),
			Map.entry("conversation.item.retrieve", Shape.of(needs("item_id", NAME))),
			Map.entry("response.create", Shape.of(may("response", RESPONSE))),
			Map.entry("response.cancel", Shape.of(may("response_id", NAME))));

	private ClientRules() {
	}

	/** Why this event is refused, or {@code null}. */
	static @Nullable Complaint refuse(JsonNode event) {
		Shape shape = EVENTS.get(event.path("type").asString(""));
		if (shape == null) {
			return Complaint.invalid("type", "Invalid value: '" + event.path("type").asString("") + "'.");
		}
		return shape.with(needs("type", text()), may("event_id", text())).complaint(event, "");
	}

	private static @Nullable Complaint voice(JsonNode node, String path) {
		return (node.isString() ? VOICES.contains(node.asString()) : !node.path("id").asString("").isBlank()) ? null
				: Complaint.invalid(path, "Invalid value for '" + path + "'.");
	}

	private static @Nullable Complaint format(JsonNode node, String path) {
		return switch (node.path("type").asString("")) {
			case "audio/pcm" ->
				Shape.of(needs("type", text()), may("rate", number(24_000, 24_000))).complaint(node, path);
			case "audio/pcmu", "audio/pcma" -> Shape.of(needs("type", text())).complaint(node, path);
			default -> Complaint.invalid(path + ".type", "unknown audio format");
		};
	}

	private static @Nullable Complaint turnDetection(JsonNode node, String path) {
		return switch (node.path("type").asString("")) {
			case "server_vad" -> SERVER_VAD.complaint(node, path);
			case "semantic_vad" -> SEMANTIC_VAD.complaint(node, path);
			default -> Complaint.invalid(path + ".type", "unknown turn detection");
		};
	}

	private static @Nullable Complaint item(JsonNode node, String path) {
		Shape shape = ITEMS.get(node.path("type").asString(""));
		Complaint complaint = (shape != null) ? shape.complaint(node, path)
				: Complaint.invalid(path + ".type", "unknown type of item");
		if (complaint != null || !node.has("content")) {
			return complaint;
		}
		Set<String> kinds = switch (node.path("role").asString("")) {
			case "assistant" -> Set.of("output_text");
			case "system" -> Set.of("input_text");
			default -> Set.of("input_text", "input_audio");
		};
		return list(Shape.of(needs("type", text(kinds::contains)), may("text", text()), may("audio", text()),
				may("transcript", text())))
			.complaint(node.path("content"), path + ".content");
	}

	private static @Nullable Complaint content(JsonNode node, String path) {
		return (node.isArray() && !node.isEmpty()) ? null : Complaint.invalid(path, "content must be a list of parts");
	}

	private static @Nullable Complaint modalities(JsonNode node, String path) {
		boolean one = node.isArray() && node.size() == 1 && Set.of("audio", "text").contains(node.path(0).asString(""));
		return one ? null : Complaint.invalid(path, "must be [\"audio\"] or [\"text\"]");
	}

	private static @Nullable Complaint tokens(JsonNode node, String path) {
		boolean fine = node.asString("").equals("inf") || (node.isInt() && node.asInt() >= 1 && node.asInt() <= 4096);
		return fine ? null : Complaint.invalid(path, "must be 1 to 4096, or inf");
	}

	private static @Nullable Complaint choice(JsonNode node, String path) {
		boolean fine = node.isString() ? Set.of("none", "auto", "required").contains(node.asString())
				: node.path("type").asString("").equals("function") && node.has("name");
		return fine ? null : Complaint.invalid(path, "must be none, auto, required or a function");
	}

	private static @Nullable Complaint metadata(JsonNode node, String path) {
		boolean fine = node.isObject() && node.size() <= 16
				&& node.properties()
					.stream()
					.allMatch((pair) -> pair.getKey().length() <= 64 && pair.getValue().isString()
							&& pair.getValue().asString().length() <= 512);
		return fine ? null : Complaint.invalid(path, "at most 16 pairs of short strings");
	}

	private static boolean isBase64(String audio) {
		try {
			return !audio.isEmpty() && Base64.getDecoder().decode(audio).length > 0;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
