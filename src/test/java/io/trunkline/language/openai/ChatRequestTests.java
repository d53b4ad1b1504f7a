package io.trunkline.language.openai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.trunkline.language.LanguageException;
import io.trunkline.language.Message;
import io.trunkline.language.Message.Agent;
import io.trunkline.language.Message.Caller;
import io.trunkline.language.Message.Note;
import io.trunkline.language.Message.ToolResult;
import io.trunkline.language.Prompt;
import io.trunkline.language.ToolCall;
import io.trunkline.language.ToolOffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.trunkline.language.openai.OpenAiFixtures.HELLO;
import static io.trunkline.language.openai.OpenAiFixtures.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ChatRequestTests {

	private static final ToolOffer HANG_UP = new ToolOffer("hang_up", "Ends the call.",
			"{\"type\":\"object\",\"properties\":{\"b\":{},\"a\":{}}}");

	@Test
	void whatIsNotSetIsNotSent() {
		assertThat(write(Map.of(), HELLO)).isEqualTo("""
				{"model":"gpt-4.1-mini","stream":true,"stream_options":{"include_usage":true},\
				"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello"}]}""");
	}

	@Test
	void whatIsSetIsSent() {
		Map<String, String> settings = Map.of("temperature", "0.2", "max-tokens", "200", "store", "false",
				"include-obfuscation", "false", "parallel-tool-calls", "false", "reasoning-effort", "low");
		assertThat(write(settings, new Prompt("gpt-x", "", List.of(new Caller("Hi")), List.of(HANG_UP)))).isEqualTo("""
				{"model":"gpt-x","stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false},\
				"store":false,"temperature":0.2,"max_completion_tokens":200,"reasoning_effort":"low",\
				"parallel_tool_calls":false,"tools":[{"type":"function","function":{"name":"hang_up",\
				"description":"Ends the call.","parameters":{"type":"object","properties":{"b":{},"a":{}}}}}],\
				"messages":[{"role":"user","content":"Hi"}]}""");
	}

	@Test
	void serversMayWantOtherWords() {
		String request = write(
				Map.of("max-tokens", "200", "max-tokens-field", "max_tokens", "instructions-role", "developer",
						"include-usage", "false", "parallel-tool-calls", "false"),
				new Prompt("", "Be brief.", List.of(new Note("Silence.")), List.of()));
		assertThat(request).isEqualTo("""
				{"model":"gpt-4.1-mini","stream":true,"max_tokens":200,\
				"messages":[{"role":"developer","content":"Be brief."},{"role":"developer","content":"Silence."}]}""");
	}

	@Test
	void extrasAreJsonOrStringsAndWin() {
		String request = write(Map.of("extra-body.seed", "7", "extra-body[service_tier]", "priority",
				"extra-body[prompt_cache_options]", "{\"ttl\":\"30m\"}", "extra-body.stop", "[\"a\"]",
				"extra-body.model", "other", "extra-body.stream_options", "null"), HELLO);
		assertThat(request).startsWith("{\"model\":\"other\",\"stream\":true,")
			.contains("\"seed\":7", "\"service_tier\":\"priority\"", "\"prompt_cache_options\":{\"ttl\":\"30m\"}",
					"\"stop\":[\"a\"]");
	}

	@Test
	void aConversationWithToolsIsWritten() {
		ToolCall call = new ToolCall("call_A1", "lookup", "{\"order\":7}");
		String request = write(Map.of(),
				new Prompt("", "", List.of(new Caller("Where is it?"), new Agent("", List.of(call)),
						new ToolResult("call_A1", "\"sent\""), new Agent("Sent.", List.of())), List.of()));
		assertThat(request).endsWith("""
				"messages":[{"role":"user","content":"Where is it?"},\
				{"role":"assistant","content":null,"tool_calls":[{"id":"call_A1","type":"function",\
				"function":{"name":"lookup","arguments":"{\\"order\\":7}"}}]},\
				{"role":"tool","content":"\\"sent\\"","tool_call_id":"call_A1"},\
				{"role":"assistant","content":"Sent."}]}""");
	}

	@Test
	void theLongerConversationBeginsWithTheBytesOfTheShorterOne() {
		List<Message> messages = new ArrayList<>(List.of(new Caller("Hi"), new Agent("Hello.", List.of())));
		String shorter = write(Map.of(), new Prompt("", "Be brief.", messages, List.of(HANG_UP)));
		messages.add(new Caller("Bye 👋"));
		String longer = write(Map.of(), new Prompt("", "Be brief.", messages, List.of(HANG_UP)));
		assertThat(longer).startsWith(shorter.substring(0, shorter.length() - "]}".length()));
		assertThat(write(Map.of(), new Prompt("", "Be brief.", messages, List.of(HANG_UP)))).isEqualTo(longer);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}}, \"injected\": {}" })
	void aSchemaThatIsNoObjectIsRejected(String schema) {
		Prompt prompt = new Prompt("", "", List.of(new Caller("Hi")), List.of(new ToolOffer("hang_up", "", schema)));
		assertThatExceptionOfType(LanguageException.class).isThrownBy(() -> write(Map.of(), prompt))
			.withMessageContaining("hang_up")
			.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(LanguageException.Kind.REJECTED));
	}

	private static String write(Map<String, String> settings, Prompt prompt) {
		return new String(new ChatRequest(properties(settings)).write(prompt), StandardCharsets.UTF_8);
	}

}
