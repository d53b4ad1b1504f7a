package io.trunkline.sandbox.cartesia;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class SpeechRequestTests {

	private static final String VALID = """
			{"model_id":"sonic-3.5","transcript":"Sure. ","voice":{"mode":"id","id":"3f0e"},
			"output_format":{"container":"raw","encoding":"pcm_mulaw","sample_rate":8000},
			"context_id":"call-1","language":"en","continue":true,"max_buffer_delay_ms":0,"add_timestamps":true}""";

	@Test
	void theDocumentedRequestIsRead() {
		ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(VALID);
		assertThat(SpeechRequest.refuse(request, "2026-03-01")).isNull();
		SpeechRequest read = SpeechRequest.of(request);
		assertThat(read.contextId()).isEqualTo("call-1");
		assertThat(read.transcript()).isEqualTo("Sure. ");
		assertThat(read.continues()).isTrue();
		assertThat(read.maxBufferDelayMillis()).isZero();
	}

	@Test
	void omittedFieldsTakeTheirDefaults() {
		ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(VALID);
		request.remove("max_buffer_delay_ms");
		request.remove("continue");
		SpeechRequest read = SpeechRequest.of(request.putNull("flush"));
		assertThat(read.maxBufferDelayMillis()).isEqualTo(3000);
		assertThat(read.continues()).isFalse();
		assertThat(read.flush()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			context_id | null | context_id
			context_id | "" | context_id
			context_id | 7 | context_id
			model_id | null | sonic
			model_id | "ink-2" | sonic
			transcript | null | transcript
			transcript | 1 | transcript
			voice | null | voice
			voice | "3f0e" | voice
			voice | {"mode":"embedding","embedding":[]} | voice
			output_format | null | container
			output_format | {"container":"wav","encoding":"pcm_mulaw","sample_rate":8000} | container
			output_format | {"container":"raw","encoding":"opus","sample_rate":8000} | encoding
			output_format | {"container":"raw","encoding":"pcm_mulaw","sample_rate":8001} | sample_rate
			output_format | {"container":"raw","encoding":"pcm_s16le","sample_rate":44100} | pcm_mulaw at 8000
			continue | "true" | booleans
			flush | 1 | booleans
			max_buffer_delay_ms | 5001 | max_buffer_delay_ms
			max_buffer_delay_ms | -1 | max_buffer_delay_ms
			max_buffer_delay_ms | 0.5 | max_buffer_delay_ms
			max_buffer_delay_ms | "0" | max_buffer_delay_ms
			locale | "en-GB" | exclude
			generation_config | {"speed":2} | speed
			generation_config | {"volume":0.1} | volume
			""")
	void wrongFieldsAreRefused(String field, String value, String message) {
		ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(VALID);
		request.set(field, JsonMapper.shared().readTree(value));
		Refusal refusal = SpeechRequest.refuse(request, "2026-03-01");
		assertThat(refusal).isNotNull().satisfies((why) -> assertThat(why.message()).contains(message));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"mode":"id","id":"3f0e"} | 2026-03-01 | true
			{"mode":"id","id":"3f0e"} | 2026-08-14 | false
			{"id":"3f0e"} | 2026-03-01 | true
			{"id":"3f0e"} | 2026-08-14 | true
			{"id":""} | 2026-08-14 | false
			"3f0e" | 2026-03-01 | false
			"3f0e" | 2026-08-14 | true
			" " | 2026-08-14 | false
			""")
	void theShapeOfAVoiceDependsOnTheVersion(String voice, String version, boolean allowed) {
		ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(VALID);
		request.set("voice", JsonMapper.shared().readTree(voice));
		assertThat(SpeechRequest.refuse(request, version) == null).isEqualTo(allowed);
	}

	@Test
	void localeNeedsTheLaterVersion() {
		ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(VALID);
		request.putNull("language").put("locale", "en-GB");
		request.set("voice", JsonMapper.shared().readTree("{\"id\":\"3f0e\"}"));
		assertThat(SpeechRequest.refuse(request, "2026-03-01")).isNotNull();
		assertThat(SpeechRequest.refuse(request, "2026-08-14")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "[]", "1", "null" })
	void whatIsNoRequestIsRefused(String json) {
		JsonNode request = JsonMapper.shared().readTree(json);
		assertThat(SpeechRequest.refuse(request, "2026-03-01")).isNotNull();
	}

}
