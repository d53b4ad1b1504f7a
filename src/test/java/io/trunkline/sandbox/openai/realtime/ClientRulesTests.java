package io.trunkline.sandbox.openai.realtime;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ClientRulesTests {

	@ParameterizedTest
	@ValueSource(strings = {
			"{'type':'session.update','session':{'type':'realtime','instructions':'','tools':[],'tool_choice':'auto'}}",
			"{'type':'session.update','session':{'type':'realtime','audio':{'input':{'turn_detection':null,'noise_reduction':null}}}}",
			"{'type':'session.update','session':{'type':'realtime','audio':{'output':{'format':{'type':'audio/pcm','rate':24000}}}}}",
			"{'type':'input_audio_buffer.append','audio':'AQID'}", "{'type':'response.create','event_id':'x'}",
			"{'type':'response.create','response':{'conversation':'none','metadata':{'a':'b'},'output_modalities':['text']}}",
			"{'type':'conversation.item.create','previous_item_id':'root','item':{'type':'message','role':'system','content':[{'type':'input_text','text':'x'}]}}",
			"{'type':'conversation.item.create','item':{'type':'function_call_output','call_id':'c','output':'{}'}}",
			"{'type':'conversation.item.truncate','item_id':'i','content_index':0,'audio_end_ms':100}",
			"{'type':'session.update','session':{'type':'realtime','audio':{'output':{'voice':{'id':'voice_1'}}}}}",
			"{'type':'response.create','response':{'metadata':null,'parallel_tool_calls':false,'audio':{'output':{'voice':'cedar'}}}}",
			"{'type':'conversation.item.create','item':{'object':'realtime.item','type':'function_call','call_id':'c','name':'x','arguments':'{}'}}",
			"{'type':'response.cancel'}" })
	void whatTheVendorKnowsIsTaken(String event) {
		assertThat(refusal(event)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{'type':'output_audio_buffer.clear'}|type",
			"{'type':'session.update'}|session", "{'type':'session.update','session':{}}|session.type",
			"{'type':'session.update','session':{'type':'realtime','voice':'marin'}}|session.voice",
			"{'type':'session.update','session':{'type':'realtime','input_audio_format':'g711_ulaw'}}|session.input_audio_format",
			"{'type':'session.update','session':{'type':'realtime','output_modalities':['audio','text']}}|session.output_modalities",
			"{'type':'session.update','session':{'type':'realtime','audio':{'input':{'format':{'type':'audio/pcmu','rate':8000}}}}}|session.audio.input.format.rate",
			"{'type':'session.update','session':{'type':'realtime','audio':{'output':{'format':{'type':'audio/pcm','rate':16000}}}}}|session.audio.output.format.rate",
			"{'type':'session.update','session':{'type':'realtime','audio':{'input':{'turn_detection':{'type':'semantic_vad','threshold':0.5}}}}}|session.audio.input.turn_detection.threshold",
			"{'type':'session.update','session':{'type':'realtime','tools':[{'type':'function','function':{'name':'x'}}]}}|session.tools[0].function",
			"{'type':'input_audio_buffer.append','audio':'not base64!'}|audio",
			"{'type':'conversation.item.create','item':{'type':'message','role':'assistant','content':[{'type':'output_audio','audio':'AQID'}]}}|item.content[0].type",
			"{'type':'conversation.item.create','item':{'type':'message','role':'user'}}|item.content",
			"{'type':'conversation.item.truncate','item_id':'i','audio_end_ms':100}|content_index",
			"{'type':'response.create','response':{'modalities':['text']}}|response.modalities",
			"{'type':'response.create','response':{'audio':{'input':{}}}}|response.audio.input",
			"{'type':'response.create','response':{'audio':{'output':{'speed':1}}}}|response.audio.output.speed",
			"{'type':'response.cancel','item_id':'i'}|item_id" })
	void whatTheVendorDoesNotKnowIsRefusedByName(String event, String param) {
		Complaint complaint = refusal(event);
		assertThat(complaint).isNotNull();
		assertThat(complaint.param()).isEqualTo(param);
	}

	private static @Nullable Complaint refusal(String event) {
		return ClientRules.refuse(JsonMapper.shared().readTree(event.replace('\'', '"')));
	}

}
