package io.trunkline.language.openai;

import java.util.ArrayList;
import java.util.List;

import io.trunkline.language.Reply;
import io.trunkline.language.Reply.Finished;
import io.trunkline.language.Reply.Reason;
import io.trunkline.language.Reply.Text;
import io.trunkline.language.Reply.ToolRequested;
import io.trunkline.language.ToolCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.trunkline.language.openai.OpenAiFixtures.finish;
import static io.trunkline.language.openai.OpenAiFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ReplyReaderTests {

	private static final String CALL = """
			{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_A1","function":{"name":"hang_up","arguments":"{}"}}]}}]}""";

	private static final ToolRequested HANG_UP = new ToolRequested(new ToolCall("call_A1", "hang_up", "{}"));

	private final ReplyReader reader = new ReplyReader(() -> "call_fresh");

	@Test
	void textGoesOutAtOnce() {
		assertThat(accept("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}")).isEmpty();
		assertThat(accept(text("Sure"))).containsExactly(new Text("Sure"));
		assertThat(accept(text(", "))).containsExactly(new Text(", "));
	}

	@Test
	void toolCallsGoOutAtTheFinishReasonAndTheEndComesLast() {
		assertThat(accept(text("One moment."))).containsExactly(new Text("One moment."));
		assertThat(accept(CALL)).isEmpty();
		assertThat(accept(finish("tool_calls"))).containsExactly(HANG_UP);
		assertThat(accept("{\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}")).isEmpty();
		assertThat(accept("[DONE]")).containsExactly(new Reply.Usage(5, 0, 2), new Finished(Reason.TOOL_CALLS));
	}

	@Test
	void wholeCallAndFinishReasonInOneChunk() {
		assertThat(accept("""
				{"choices":[{"delta":{"tool_calls":[{"id":"call_A1","function":{"name":"hang_up","arguments":"{}"}},
				 {"id":"call_B2","function":{"name":"transfer","arguments":""}}]},"finish_reason":"stop"}]}"""))
			.containsExactly(HANG_UP, new ToolRequested(new ToolCall("call_B2", "transfer", "{}")));
		assertThat(this.reader.end()).containsExactly(new Finished(Reason.TOOL_CALLS));
	}

	@Test
	void usageCountsOnAnyChunkAndTheLastOneWins() {
		accept("{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}");
		accept("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,"
				+ "\"prompt_tokens_details\":{\"cached_tokens\":4},\"completion_tokens\":2}}");
		assertThat(accept("[DONE]")).containsExactly(new Reply.Usage(5, 4, 2), new Finished(Reason.COMPLETE));
	}

	@ParameterizedTest
	@CsvSource({ "stop, COMPLETE", "length, LENGTH", "content_filter, FILTERED", "end_turn, COMPLETE",
			"function_call, COMPLETE", "tool_calls, COMPLETE" })
	void finishReasonsWithoutCalls(String wire, Reason reason) {
		accept(text("a"));
		accept(finish(wire));
		assertThat(this.reader.end()).containsExactly(new Finished(reason));
	}

	@ParameterizedTest
	@ValueSource(strings = { "stop", "length", "tool_calls", "eos" })
	void callsCountMoreThanTheFinishReason(String wire) {
		accept(CALL);
		assertThat(accept(finish(wire))).containsExactly(HANG_UP);
		assertThat(this.reader.end()).containsExactly(new Finished(Reason.TOOL_CALLS));
	}

	@Test
	void aFilterCutCallIsNotAskedFor() {
		accept(CALL);
		assertThat(accept(finish("content_filter"))).isEmpty();
		assertThat(this.reader.end()).containsExactly(new Finished(Reason.FILTERED));
	}

	@Test
	void aRefusalIsNotSpoken() {
		assertThat(accept("{\"choices\":[{\"delta\":{\"refusal\":\"I'm sorry\"}}]}")).isEmpty();
		assertThat(accept(finish("stop"))).isEmpty();
		assertThat(accept("[DONE]")).containsExactly(new Finished(Reason.FILTERED));
	}

	@Test
	void doneWithoutAFinishReasonEndsAnAnswerThatHasContent() {
		accept(CALL);
		assertThat(accept("[DONE]")).containsExactly(HANG_UP, new Finished(Reason.TOOL_CALLS));
	}

	@Test
	void doneWithoutAnAnswerIsAFailure() {
		assertThatExceptionOfType(ChatFailure.class).isThrownBy(() -> accept("[DONE]"));
	}

	@Test
	void anEndWithoutAFinishReasonIsAFailure() {
		accept(text("Su"));
		assertThat(this.reader.isFinished()).isFalse();
		assertThatExceptionOfType(ChatFailure.class).isThrownBy(this.reader::end)
			.satisfies((failure) -> assertThat(failure.fault()).isEqualTo(ChatFailure.Fault.DISCONNECTED));
	}

	@Test
	void anEndAfterTheFinishReasonIsFine() {
		accept(text("Sure"));
		accept(finish("stop"));
		assertThat(this.reader.isFinished()).isTrue();
		assertThat(this.reader.end()).containsExactly(new Finished(Reason.COMPLETE));
	}

	@Test
	void oneBrokenEventIsSkippedAndTwoInARowFail() {
		assertThat(accept("{")).isEmpty();
		assertThat(accept(text("a"))).containsExactly(new Text("a"));
		assertThat(accept("{")).isEmpty();
		assertThatExceptionOfType(ChatFailure.class).isThrownBy(() -> accept("}"))
			.satisfies((failure) -> assertThat(failure.fault()).isEqualTo(ChatFailure.Fault.BROKEN_STREAM));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"error\":{\"message\":\"m\",\"type\":\"server_error\"}} | SERVER_ERROR",
			"{\"error\":\"Overloaded\"} | SERVER_ERROR", "{\"error\":{\"code\":429,\"message\":\"m\"}} | RATE_LIMITED",
			"{\"error\":{\"code\":\"502\"}} | SERVER_ERROR", "{\"error\":{\"type\":\"slow_down\"}} | RATE_LIMITED",
			"{\"error\":{\"code\":\"insufficient_quota\"}} | NO_CREDIT",
			"{\"error\":{\"type\":\"authentication_error\"}} | UNAUTHORIZED",
			"{\"error\":{\"type\":\"invalid_request_error\"}} | REJECTED" })
	void anErrorInTheStreamFails(String data, ChatFailure.Fault fault) {
		accept(text("a"));
		assertThatExceptionOfType(ChatFailure.class).isThrownBy(() -> accept(data))
			.satisfies((failure) -> assertThat(failure.fault()).isEqualTo(fault));
	}

	@Test
	void onlyTheFirstAlternativeIsRead() {
		List<Reply> replies = new ArrayList<>();
		replies.addAll(accept("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"},"
				+ "{\"index\":0,\"delta\":{\"content\":\"a\"}}]}"));
		assertThat(replies).containsExactly(new Text("a"));
		assertThat(this.reader.isFinished()).isFalse();
	}

	private List<Reply> accept(String data) {
		return this.reader.accept(ChatEvent.decode(new SseSplitter.Event("", data)));
	}

}
