package io.trunkline.engine.realtime;

import java.util.List;

import io.trunkline.agent.tool.ToolDescription;
import io.trunkline.audio.AudioFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClientEventTests {

	private static final Persona WHO = new Persona("", "marin", "en", "Be kind.",
			List.of(new ToolDescription("transfer", "Puts through.", "{\"type\":\"object\",\"properties\":{}}")));

	@Test
	void settingsOfASession() {
		RealtimeProperties properties = RealtimeLine.properties("wss://api.openai.com/v1/realtime", "idle", "8s",
				"max-output-tokens", "800");
		assertThat(new ClientEvent.Update(WHO.session(properties, AudioFormat.TELEPHONE)).json()).isEqualTo("""
				{"type":"session.update","session":{"type":"realtime","instructions":"Be kind.","tools":[\
				{"type":"function","name":"transfer","description":"Puts through.","parameters":{"type":"object",\
				"properties":{}}}],"tool_choice":"auto","max_output_tokens":800,"output_modalities":["audio"],\
				"audio":{"input":{"format":{"type":"audio/pcmu"},"transcription":{"model":"gpt-realtime-whisper",\
				"language":"en"},"turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,\
				"silence_duration_ms":500,"idle_timeout_ms":8000,"create_response":false,\
				"interrupt_response":false}},"output":{"format":{"type":"audio/pcmu"},"voice":"marin"}}}}""");
	}

	@Test
	void wideLineHasItsRate() {
		RealtimeProperties properties = RealtimeLine.properties("wss://api.openai.com/v1/realtime");
		AudioFormat wide = new AudioFormat(AudioFormat.Encoding.PCM16, 24_000);
		assertThat(WHO.session(properties, wide).at("/audio/output/format"))
			.hasToString("{\"type\":\"audio/pcm\",\"rate\":24000}");
	}

	@Test
	void soundAndCuts() {
		assertThat(new ClientEvent.Append(new byte[] { 1, 2, 3 }).json())
			.isEqualTo("{\"type\":\"input_audio_buffer.append\",\"audio\":\"AQID\"}");
		assertThat(new ClientEvent.Truncate("item_8", 0, 1240).json()).isEqualTo("""
				{"type":"conversation.item.truncate","item_id":"item_8","content_index":0,"audio_end_ms":1240}""");
		assertThat(new ClientEvent.Cancel("resp_1").json())
			.isEqualTo("{\"type\":\"response.cancel\",\"response_id\":\"resp_1\"}");
	}

	@Test
	void answersAreAskedByName() {
		assertThat(new ClientEvent.Respond("round_1").json()).isEqualTo("""
				{"type":"response.create","event_id":"round_1","response":{"metadata":{"round":"round_1"}}}""");
		assertThat(new ClientEvent.Aside("round_2", "Read.", true,
				List.of(new ClientEvent.Item.Said("i", "user", "Hello.")))
			.json()).isEqualTo("""
					{"type":"response.create","event_id":"round_2","response":{"conversation":"none",\
					"instructions":"Read.","tool_choice":"none","output_modalities":["audio"],"metadata":\
					{"round":"round_2"},"input":[{"id":"i","type":"message","role":"user","content":[\
					{"type":"input_text","text":"Hello."}]}]}}""");
	}

	@Test
	void settingsThatCannotBeAreRefusedByName() {
		assertThatThrownBy(() -> RealtimeLine.properties("https://api.openai.com")).rootCause()
			.hasMessageStartingWith("trunkline.realtime.url ");
		assertThatThrownBy(() -> RealtimeLine.properties("wss://h", "renew-after", "61m")).rootCause()
			.hasMessageStartingWith("trunkline.realtime.renew-after ");
		assertThatThrownBy(() -> RealtimeLine.properties("wss://h", "vad", "semantic", "idle", "9s")).rootCause()
			.hasMessageStartingWith("trunkline.realtime.idle ");
		assertThatThrownBy(() -> RealtimeLine.properties("wss://h", "deadlines.pong", "30s")).rootCause()
			.hasMessageStartingWith("trunkline.realtime.deadlines.pong ");
	}

}
