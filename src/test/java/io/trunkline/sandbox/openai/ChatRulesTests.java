package io.trunkline.sandbox.openai;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class ChatRulesTests {

	private static final String VALID = """
			{"model":"sandbox-model","stream":true,"stream_options":{"include_usage":true},
			"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hello"}],
			"tools":[{"type":"function","function":{"name":"hang_up","description":"Ends the call.",
			"parameters":{"type":"object","properties":{}}}}],"tool_choice":"auto","parallel_tool_calls":false}""";

	private static final String CALLS = """
			{"role":"assistant","content":null,"tool_calls":[
			{"id":"c1","type":"function","function":{"name":"a","arguments":"{}"}},
			{"id":"c2","type":"function","function":{"name":"b","arguments":"{}"}}]}""";

	@Test
	void aCompleteRequestIsAccepted() {
		assertThat(ChatRules.refuse(valid())).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			model | null | model
			model | "" | model
			messages | null | messages
			messages | [] | messages
			stream | false | stream
			stream_options | {"include_use":true} | stream_options
			stream_options | true | stream_options
			temperature | 3 | temperature
			top_p | "1" | top_p
			max_tokens | 0 | max_tokens
			max_completion_tokens | -5 | max_completion_tokens
			n | 2 | n
			reasoning_effort | "some" | reasoning_effort
			verbosity | "loud" | verbosity
			service_tier | "first" | service_tier
			max_speech | 3 | max_speech
			tools | [] | tools
			tools | [{"type":"function"}] | tools
			tools | [{"type":"function","function":{"name":"hang up","parameters":{"type":"object"}}}] | tools
			tools | [{"type":"function","function":{"name":"hang_up","parameters":{"type":"array"}}}] | tools
			tool_choice | "maybe" | tool_choice
			tool_choice | {"type":"function","function":{"name":"transfer"}} | tool_choice
			tool_choice | {"name":"hang_up"} | tool_choice
			tools | null | parallel_tool_calls
			""")
	void wrongFieldsAreRefused(String field, String value, String param) {
		ObjectNode request = valid();
		request.set(field, JsonMapper.shared().readTree(value));
		if (field.equals("tools") && param.equals("parallel_tool_calls")) {
			request.remove("tool_choice");
		}
		ApiError error = ChatRules.refuse(request);
		assertThat(error).isNotNull().satisfies((why) -> {
			assertThat(why.status()).isEqualTo(400);
			assertThat(why.param()).isEqualTo(param);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			tool_choice | "none"
			tool_choice | {"type":"function","function":{"name":"hang_up"}}
			tools | [{"type":"function","function":{"name":"hang_up"}}]
			temperature | 0
			max_completion_tokens | 200
			stream_options | null
			""")
	void rightFieldsAreAccepted(String field, String value) {
		assertThat(ChatRules.refuse(valid().set(field, JsonMapper.shared().readTree(value)))).isNull();
	}

	@Test
	void twoLimitsAreRefused() {
		assertThat(ChatRules.refuse(valid().put("max_tokens", 5).put("max_completion_tokens", 5))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"role\":\"operator\",\"content\":\"x\"}", "{\"content\":\"x\"}", "{\"role\":\"user\"}",
			"{\"role\":\"user\",\"content\":null}", "{\"role\":\"user\",\"content\":[]}",
			"{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]}",
			"{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}", "{\"role\":\"assistant\",\"content\":null}",
			"{\"role\":\"assistant\",\"tool_calls\":[]}",
			"{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":{}}}]}",
			"{\"role\":\"tool\",\"tool_call_id\":\"c9\",\"content\":\"x\"}" })
	void wrongMessagesAreRefused(String message) {
		ApiError error = ChatRules.refuse(withMessages("{\"role\":\"user\",\"content\":\"Hi\"}", message));
		assertThat(error).isNotNull().satisfies((why) -> assertThat(why.param()).isEqualTo("messages.[1]"));
	}

	@ParameterizedTest
	@CsvSource({ "c1 c2, true", "c2 c1, true", "c1, false", "c1 c1, false", "c1 c3, false", "c1 user c2, false",
			"user, false", "c1 assistant, false", "c1 c2 user, true", "c1 c2 c2, false", "c1 c2 user c1, false" })
	void eachToolCallIsAnsweredOnceBeforeAnybodySpeaks(String sequence, boolean accepted) {
		String[] after = sequence.split(" ");
		String[] messages = new String[after.length + 1];
		messages[0] = CALLS;
		for (int i = 0; i < after.length; i++) {
			messages[i + 1] = after[i].startsWith("c")
					? "{\"role\":\"tool\",\"tool_call_id\":\"" + after[i] + "\",\"content\":\"done\"}"
					: "{\"role\":\"" + after[i] + "\",\"content\":\"Go on.\"}";
		}
		assertThat(ChatRules.refuse(withMessages(messages)) == null).isEqualTo(accepted);
	}

	@Test
	void whatIsNoObjectIsRefused() {
		assertThat(ChatRules.refuse(JsonMapper.shared().missingNode())).isNotNull();
		assertThat(ChatRules.refuse(JsonMapper.shared().readTree("[]"))).isNotNull();
	}

	private static ObjectNode valid() {
		return (ObjectNode) JsonMapper.shared().readTree(VALID);
	}

	private static ObjectNode withMessages(String... messages) {
		ObjectNode request = valid();
		request.set("messages", JsonMapper.shared().readTree("[" + String.join(",", messages) + "]"));
		return request;
	}

}
