package io.trunkline.language.openai;

import java.util.List;

import io.trunkline.language.openai.ChatEvent.ChatCompletionChunk;
import io.trunkline.language.openai.ChatEvent.Choice;
import io.trunkline.language.openai.ChatEvent.Delta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChatEventTests {

	@Test
	void textIsRead() {
		assertThat(
				decode("""
						{"id":"chatcmpl-9x","object":"chat.completion.chunk","created":1790000000,"model":"gpt-x","service_tier":"default",
						 "choices":[{"index":0,"delta":{"role":"assistant","content":"Sure","refusal":null},"logprobs":null,"finish_reason":null}],
						 "usage":null,"obfuscation":"kQ","error":null}"""))
			.isEqualTo(chunk(new Choice(0, new Delta("Sure", "", List.of()), "")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"choices\":null}", "{\"choices\":[]}", "{\"choices\":[null]}",
			"{\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}",
			"{\"choices\":[{\"index\":1,\"delta\":{}}]}", "{\"error\":{},\"choices\":[]}", "{\"error\":\"\"}" })
	void anEmptyChunkIsNoError(String data) {
		assertThat(decode(data)).isInstanceOfSatisfying(ChatCompletionChunk.class,
				(chunk) -> assertThat(chunk.choices()).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"choices\":[{}]}",
			"{\"choices\":[{\"index\":null,\"delta\":null,\"finish_reason\":\"\"}]}", "{\"choices\":[{\"delta\":{}}]}",
			"{\"choices\":[{\"delta\":{\"content\":\"\",\"tool_calls\":[null]}}]}",
			"{\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}" })
	void aChoiceWithNothingInItHasNoContent(String data) {
		assertThat(decode(data).hasContent()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
			"{\"choices\":[{\"delta\":{\"refusal\":\"No\"}}]}",
			"{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_A1\"}]}}]}" })
	void wordsRefusalsAndToolCallsAreContent(String data) {
		assertThat(decode(data).hasContent()).isTrue();
	}

	@Test
	void tokensAreRead() {
		assertThat(decode("""
				{"choices":[],"usage":{"prompt_tokens":1480,"completion_tokens":21,"total_tokens":1501,
				 "prompt_tokens_details":{"cached_tokens":1408,"audio_tokens":0},"completion_tokens_details":null}}"""))
			.isInstanceOfSatisfying(ChatCompletionChunk.class, (chunk) -> assertThat(chunk.usage())
				.isEqualTo(new ChatEvent.Usage(1480, 21, new ChatEvent.PromptTokensDetails(1408))));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\",\"param\":null,\"code\":null}}",
			"{\"error\":{\"type\":\"server_error\"},\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}",
			"{\"object\":\"error\",\"message\":\"m\",\"type\":\"server_error\"}" })
	void anErrorObjectIsAFailure(String data) {
		assertThat(decode(data)).isEqualTo(new ChatEvent.Failure(new ErrorBody("server_error", "")));
	}

	@Test
	void anErrorTextIsAFailure() {
		assertThat(decode("{\"error\":\"Overloaded\"}")).isEqualTo(new ChatEvent.Failure(ErrorBody.NONE));
	}

	@Test
	void anEventNamedErrorIsAFailureWhateverItSays() {
		assertThat(ChatEvent.decode(new SseSplitter.Event("error", "{\"message\":\"m\",\"code\":503}")))
			.isEqualTo(new ChatEvent.Failure(new ErrorBody("", "503")));
		assertThat(ChatEvent.decode(new SseSplitter.Event("error", "out of memory")))
			.isEqualTo(new ChatEvent.Failure(ErrorBody.NONE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[DONE]", " [DONE] " })
	void doneIsDone(String data) {
		assertThat(decode(data)).isEqualTo(new ChatEvent.Done());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{\"choices\":[{\"delta\":{\"content\":\"a", "null", "7", "\"text\"", "[]",
			"{\"choices\":7}", "{} {}" })
	void anythingElseIsUnrecognised(String data) {
		assertThat(decode(data)).isEqualTo(new ChatEvent.Unrecognised());
	}

	@Test
	void deepNestingIsUnrecognised() {
		assertThat(decode("{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}"))
			.isEqualTo(new ChatEvent.Unrecognised());
	}

	private static ChatEvent decode(String data) {
		return ChatEvent.decode(new SseSplitter.Event("", data));
	}

	private static ChatCompletionChunk chunk(Choice choice) {
		return new ChatCompletionChunk("chat.completion.chunk", List.of(choice), null,
				ChatJson.MAPPER.getNodeFactory().nullNode());
	}

}
