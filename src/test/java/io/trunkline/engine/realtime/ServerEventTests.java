package io.trunkline.engine.realtime;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServerEventTests {

	@Test
	void speechOfTheCaller() {
		assertThat(ServerEvent.read("""
				{"type":"input_audio_buffer.speech_started","event_id":"event_1","audio_start_ms":1040,\
				"item_id":"item_7"}""")).isEqualTo(new ServerEvent.SpeechStarted("item_7"));
		assertThat(ServerEvent.read("""
				{"type":"input_audio_buffer.committed","event_id":"event_2","previous_item_id":null,\
				"item_id":"item_7"}""")).isEqualTo(new ServerEvent.Committed("item_7"));
		assertThat(ServerEvent.read("""
				{"type":"conversation.item.input_audio_transcription.completed","event_id":"event_3",\
				"item_id":"item_7","content_index":0,"transcript":"Hi.","usage":{"type":"duration","seconds":1}}"""))
			.isEqualTo(new ServerEvent.TranscriptCompleted("item_7", "Hi."));
	}

	@Test
	void replyHasTheNameThatItWasAskedBy() {
		assertThat(ServerEvent.read("""
				{"type":"response.created","event_id":"event_4","response":{"id":"resp_1","status":"in_progress",\
				"metadata":{"round":"round_3"},"output":[]}}"""))
			.isEqualTo(new ServerEvent.ResponseCreated("resp_1", "round_3"));
		assertThat(ServerEvent.read("""
				{"type":"response.created","response":{"id":"resp_1","metadata":null}}"""))
			.isEqualTo(new ServerEvent.ResponseCreated("resp_1", ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "response.output_audio.delta", "response.audio.delta" })
	void soundUnderItsNameOfTodayAndOfBefore(String type) {
		ServerEvent event = ServerEvent.read("""
				{"type":"%s","response_id":"resp_1","item_id":"item_8","output_index":0,"content_index":1,\
				"delta":"AQID"}""".formatted(type));
		assertThat(event).isInstanceOfSatisfying(ServerEvent.AudioDelta.class, (delta) -> {
			assertThat(delta.sound()).containsExactly(1, 2, 3);
			assertThat(delta.contentIndex()).isEqualTo(1);
			assertThat(delta.itemId()).isEqualTo("item_8");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"no sound!\"", "7", "null" })
	void soundThatIsNoneIsMalformed(String delta) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> ServerEvent.read("""
				{"type":"response.output_audio.delta","response_id":"resp_1","item_id":"item_8","content_index":0,\
				"delta":%s}""".formatted(delta)));
	}

	@Test
	void callOfATool() {
		assertThat(ServerEvent.read("""
				{"type":"response.output_item.done","response_id":"resp_1","output_index":1,"item":{"id":"item_9",\
				"type":"function_call","status":"completed","call_id":"call_7","name":"transfer",\
				"arguments":"{\\"destination\\":\\"human\\"}"}}""")).isEqualTo(new ServerEvent.ItemDone("resp_1",
				"item_9", "function_call", "completed", "call_7", "transfer", "{\"destination\":\"human\"}"));
	}

	@Test
	void endOfAReply() {
		assertThat(ServerEvent.read("""
				{"type":"response.done","response":{"id":"resp_1","status":"failed","status_details":{"type":"failed",\
				"error":{"type":"server_error","code":"inference_rate_limit_exceeded"}},"output":[]}}"""))
			.isEqualTo(new ServerEvent.ResponseDone("resp_1", "failed", "", "inference_rate_limit_exceeded"));
		assertThat(ServerEvent.read("""
				{"type":"response.done","response":{"id":"resp_1","status":"cancelled","status_details":\
				{"type":"cancelled","reason":"client_cancelled"}}}"""))
			.isEqualTo(new ServerEvent.ResponseDone("resp_1", "cancelled", "client_cancelled", ""));
	}

	@Test
	void limitsAndErrors() {
		assertThat(ServerEvent.read("""
				{"type":"rate_limits.updated","rate_limits":[{"name":"tokens","limit":50000,"remaining":49000,\
				"reset_seconds":1.2}]}"""))
			.isEqualTo(new ServerEvent.RateLimits(List.of(new ServerEvent.Limit("tokens", 50000, 49000))));
		assertThat(ServerEvent.read("""
				{"type":"error","event_id":"event_9","error":{"type":"invalid_request_error","code":"session_expired",\
				"message":"Your session hit the maximum duration of 60 minutes.","param":null,"event_id":null}}"""))
			.isEqualTo(new ServerEvent.Failed("invalid_request_error", "session_expired", "", ""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "7", "{\"type\":\"response.mcp_call.completed\"}",
			"{\"type\":\"conversation.item.added\",\"item\":null}" })
	void whatDoesNotMatterIsPassedOver(String json) {
		assertThat(ServerEvent.read(json)).isNull();
	}

	@Test
	void whatIsNoJsonIsAnError() {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> ServerEvent.read("{\"type\":"));
	}

}
