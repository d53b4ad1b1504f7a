package io.trunkline.engine.realtime;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server tells, as far as it matters here. Fields that are not there are empty.
 */
sealed interface ServerEvent {

	/** The socket is open; nothing is configured. */
	record SessionCreated() implements ServerEvent {
	}

	/**
	 * Our settings count from here on.
	 *
	 * @param outputFormat in which sound will come
	 */
	record SessionUpdated(String outputFormat) implements ServerEvent {
	}

	/** The caller speaks. */
	record SpeechStarted(String itemId) implements ServerEvent {
	}

	/** The caller has stopped. */
	record SpeechStopped(String itemId) implements ServerEvent {
	}

	/** What the caller said is an item of the conversation. */
	record Committed(String itemId) implements ServerEvent {
	}

	/** The line was silent for long; the server goes on to answer that. */
	record TimeoutTriggered(String itemId) implements ServerEvent {
	}

	/** More of the caller's words. */
	record TranscriptDelta(String itemId, String delta) implements ServerEvent {
	}

	/** The caller's words; may come after the reply to them. */
	record TranscriptCompleted(String itemId, String transcript) implements ServerEvent {
	}

	/** The caller's words cannot be written down. */
	record TranscriptFailed(String itemId) implements ServerEvent {
	}

	/**
	 * A reply begins.
	 *
	 * @param round what we called it, if we asked for it
	 */
	record ResponseCreated(String responseId, String round) implements ServerEvent {
	}

	/** A reply has another part: {@code message} or {@code function_call}. */
	record ItemAdded(String responseId, String itemId, String type, String callId) implements ServerEvent {
	}

	/** A part of a reply is whole. */
	record ItemDone(String responseId, String itemId, String type, String status, String callId, String name,
			String arguments) implements ServerEvent {
	}

	/** The next sound. */
	record AudioDelta(String responseId, String itemId, int contentIndex, byte[] sound) implements ServerEvent {
	}

	/** The next words that are spoken, or written if only text was asked for. */
	record WordsDelta(String responseId, String itemId, String delta) implements ServerEvent {
	}

	/**
	 * A reply is over.
	 *
	 * @param status {@code completed}, {@code cancelled}, {@code failed} or
	 * {@code incomplete}
	 * @param reason why, for the last three
	 * @param code of the error, if it failed
	 */
	record ResponseDone(String responseId, String status, String reason, String code) implements ServerEvent {
	}

	/** What the account may still use. */
	record RateLimits(List<Limit> limits) implements ServerEvent {

		public RateLimits {
			limits = List.copyOf(limits);
		}

	}

	/** One of them: {@code requests} or {@code tokens}. */
	record Limit(String name, double limit, double remaining) {
	}

	/**
	 * Something was wrong; most of the time the session stays.
	 *
	 * @param eventId of the message of ours that it is about
	 */
	record Failed(String type, String code, String param, String eventId) implements ServerEvent {
	}

	/**
	 * Reads a message. Names of the vendor's former, beta protocol are taken as well.
	 * @return nothing for a message that does not matter here
	 * @throws tools.jackson.core.JacksonException if it is not JSON, or its sound is not
	 * Base64
	 */
	static @Nullable ServerEvent read(String json) {
		JsonNode event = JsonMapper.shared().readTree(json);
		String item = text(event, "item_id");
		String response = text(event, "response_id");
		return switch (text(event, "type")) {
			case "session.created" -> new SessionCreated();
			case "session.updated" -> new SessionUpdated(event.at("/session/audio/output/format/type").asString(""));
			case "input_audio_buffer.speech_started" -> new SpeechStarted(item);
			case "input_audio_buffer.speech_stopped" -> new SpeechStopped(item);
			case "input_audio_buffer.committed" -> new Committed(item);
			case "input_audio_buffer.timeout_triggered" -> new TimeoutTriggered(item);
			case "conversation.item.input_audio_transcription.delta" -> new TranscriptDelta(item, text(event, "delta"));
			case "conversation.item.input_audio_transcription.completed" ->
				new TranscriptCompleted(item, text(event, "transcript"));
			case "conversation.item.input_audio_transcription.failed" -> new TranscriptFailed(item);
			case "response.created" -> new ResponseCreated(event.at("/response/id").asString(""),
					event.at("/response/metadata/round").asString(""));
			case "response.output_item.added" -> {
				JsonNode added = event.path("item");
				yield new ItemAdded(response, text(added, "id"), text(added, "type"), text(added, "call_id"));
			}
			case "response.output_item.done" -> itemDone(response, event.path("item"));
			case "response.output_audio.delta", "response.audio.delta" ->
				new AudioDelta(response, item, event.path("content_index").asInt(0), event.path("delta").binaryValue());
			case "response.output_audio_transcript.delta", "response.audio_transcript.delta",
					"response.output_text.delta", "response.text.delta" ->
				new WordsDelta(response, item, text(event, "delta"));
			case "response.done" -> responseDone(event.path("response"));
			case "rate_limits.updated" -> rateLimits(event.path("rate_limits"));
			case "error" -> failed(event.path("error"));
			default -> null;
		};
	}

	private static ServerEvent itemDone(String response, JsonNode item) {
		return new ItemDone(response, text(item, "id"), text(item, "type"), text(item, "status"), text(item, "call_id"),
				text(item, "name"), text(item, "arguments"));
	}

	private static ServerEvent responseDone(JsonNode response) {
		return new ResponseDone(text(response, "id"), text(response, "status"),
				response.at("/status_details/reason").asString(""),
				response.at("/status_details/error/code").asString(""));
	}

	private static ServerEvent rateLimits(JsonNode limits) {
		List<Limit> all = new ArrayList<>();
		limits.forEach((limit) -> all
			.add(new Limit(text(limit, "name"), limit.path("limit").asDouble(0), limit.path("remaining").asDouble(0))));
		return new RateLimits(all);
	}

	private static ServerEvent failed(JsonNode error) {
		return new Failed(text(error, "type"), text(error, "code"), text(error, "param"), text(error, "event_id"));
	}

	private static String text(JsonNode node, String field) {
		return node.path(field).asString("");
	}

}
