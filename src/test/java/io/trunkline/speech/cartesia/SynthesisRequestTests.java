package io.trunkline.speech.cartesia;

import io.trunkline.speech.Voice;
import io.trunkline.speech.cartesia.SynthesisRequest.Cancel;
import io.trunkline.speech.cartesia.SynthesisRequest.Generate;
import io.trunkline.speech.cartesia.SynthesisRequest.Style;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link SynthesisRequest}. */
class SynthesisRequestTests {

	private static final Voice OPEN = new Voice("", "");

	@Test
	void aPieceCarriesAllFieldsOfItsContext() {
		Style style = Style.of(OPEN, Settings.of());
		same(new Generate(style, "ctx-A", "Hi there. ", true), """
				{"model_id":"sonic-3.5-2026-05-04","output_format":{"container":"raw","encoding":"pcm_mulaw",
				 "sample_rate":8000},"voice":{"mode":"id","id":"voice-1"},"add_timestamps":true,
				 "use_normalized_timestamps":false,"language":"en","max_buffer_delay_ms":0,
				 "transcript":"Hi there. ","context_id":"ctx-A","continue":true}""");
	}

	@Test
	void anAgentsVoiceAndLanguageWin() {
		Style style = Style.of(new Voice("mine", "de"), Settings.of("speed", "1.1"));
		same(new Generate(style, "c", "", false), """
				{"model_id":"sonic-3.5-2026-05-04","output_format":{"container":"raw","encoding":"pcm_mulaw",
				 "sample_rate":8000},"voice":{"mode":"id","id":"mine"},"add_timestamps":true,
				 "use_normalized_timestamps":false,"language":"de","max_buffer_delay_ms":0,
				 "generation_config":{"speed":1.1},"transcript":"","context_id":"c","continue":false}""");
	}

	@Test
	void theVoiceLosesItsModeWithTheVersion() {
		Style style = Style.of(OPEN, Settings.of("version", "2026-08-14", "max-buffer-delay", "250ms", "volume", "2"));
		same(new Generate(style, "c", "\"<Ü>\"", true), """
				{"model_id":"sonic-3.5-2026-05-04","output_format":{"container":"raw","encoding":"pcm_mulaw",
				 "sample_rate":8000},"voice":{"id":"voice-1"},"add_timestamps":true,
				 "use_normalized_timestamps":false,"language":"en","max_buffer_delay_ms":250,
				 "generation_config":{"volume":2.0},"transcript":"\\"<Ü>\\"","context_id":"c","continue":true}""");
	}

	@Test
	void aCancelSaysNothingElse() {
		same(new Cancel("ctx-B"), "{\"cancel\":true,\"context_id\":\"ctx-B\"}");
	}

	private static void same(SynthesisRequest request, String json) {
		JsonMapper mapper = JsonMapper.shared();
		assertThat(mapper.readTree(request.encode())).isEqualTo(mapper.readTree(json));
	}

}
