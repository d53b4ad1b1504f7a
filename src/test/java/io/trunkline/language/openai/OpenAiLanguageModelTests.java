package io.trunkline.language.openai;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.trunkline.language.LanguageException;
import io.trunkline.language.LanguageException.Kind;
import io.trunkline.language.Reply;
import io.trunkline.language.Reply.Finished;
import io.trunkline.language.Reply.Reason;
import io.trunkline.language.Reply.Text;
import io.trunkline.language.Reply.ToolRequested;
import io.trunkline.language.ToolCall;
import io.trunkline.language.openai.FakeChatServer.Answer;
import io.trunkline.language.openai.FakeChatServer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static io.trunkline.language.openai.FakeChatServer.body;
import static io.trunkline.language.openai.FakeChatServer.broken;
import static io.trunkline.language.openai.FakeChatServer.byteByByte;
import static io.trunkline.language.openai.FakeChatServer.events;
import static io.trunkline.language.openai.FakeChatServer.held;
import static io.trunkline.language.openai.FakeChatServer.parts;
import static io.trunkline.language.openai.FakeChatServer.refusal;
import static io.trunkline.language.openai.OpenAiFixtures.finish;
import static io.trunkline.language.openai.OpenAiFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;

class OpenAiLanguageModelTests {

	private static final String USAGE = "{\"choices\":[],\"usage\":{\"prompt_tokens\":1480,\"completion_tokens\":21,"
			+ "\"prompt_tokens_details\":{\"cached_tokens\":1408}}}";

	private static final List<Reply> SURE = List.of(new Text("Sûr"), new Text("e 🎉"), new Finished(Reason.COMPLETE));

	private static final String SURE_BODY = String.join("", event(text("Sûr")), event(text("e 🎉")),
			event(finish("stop")), event("[DONE]"));

	private final ModelUnderTest model = new ModelUnderTest(Map.of("api-key", "sk-1", "extra-headers.X-Team", "voice"));

	@AfterEach
	void nothingIsLeft() {
		this.model.close();
	}

	@Test
	void anAnswerComesInOrder() {
		this.model.server.willAnswer(events(text(""), text("Sure"), text("."), finish("stop"), USAGE, "[DONE]"));
		assertThat(this.model.wholeReply()).containsExactly(new Text("Sure"), new Text("."),
				new Reply.Usage(1480, 1408, 21), new Finished(Reason.COMPLETE));
	}

	@Test
	void theRequestCarriesKeyAndHeaders() {
		this.model.server.willAnswer(events(text("a"), finish("stop"), "[DONE]"));
		this.model.wholeReply();
		Request request = this.model.server.takeRequest();
		assertThat(request.path()).isEqualTo("/v1/chat/completions");
		assertThat(request.headers().get("authorization")).isEqualTo("Bearer sk-1");
		assertThat(request.headers().get("x-team")).isEqualTo("voice");
		assertThat(request.headers().get("accept")).isEqualTo("text/event-stream");
		assertThat(request.headers().get("content-type")).isEqualTo("application/json");
		assertThat(request.body()).startsWith("{\"model\":\"gpt-4.1-mini\",\"stream\":true,");
	}

	@Test
	void anotherHeaderCarriesTheKeyAlone() {
		try (ModelUnderTest azure = new ModelUnderTest(Map.of("api-key", "k-1", "auth-header", "api-key"))) {
			azure.server.willAnswer(events(text("a"), finish("stop"), "[DONE]"));
			azure.wholeReply();
			Request request = azure.server.takeRequest();
			assertThat(request.headers().get("api-key")).isEqualTo("k-1");
			assertThat(request.headers().contains("authorization")).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource
	void everyFramingIsRead(Answer answer) {
		this.model.server.willAnswer(answer);
		assertThat(this.model.wholeReply()).isEqualTo(SURE);
	}

	static Stream<Answer> everyFramingIsRead() {
		return Stream.of(parts(SURE_BODY), byteByByte(SURE_BODY), byteByByte(SURE_BODY.replace("\n", "\r\n")),
				parts(SURE_BODY.replace("\n", "\r")), parts(SURE_BODY.replace("data: ", "data:")),
				parts(SURE_BODY.replace("data: ", ": OPENROUTER PROCESSING\n\ndata: ")),
				parts(SURE_BODY.replace(event("[DONE]"), "")), parts(SURE_BODY.stripTrailing()),
				broken(SURE_BODY.replace(event("[DONE]"), "")), events("{\"choices\":[],\"prompt_filter_results\":[]}",
						text("Sûr"), "{", text("e 🎉"), finish("stop"), "[DONE]"),
				events(text("Sûr"), text("e 🎉"), finish("end_turn"), "[DONE]"));
	}

	@Test
	void usageMayComeWithTheLastChunk() {
		this.model.server.willAnswer(events(text("a"), "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],"
				+ "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}"));
		assertThat(this.model.wholeReply()).containsExactly(new Text("a"), new Reply.Usage(3, 0, 1),
				new Finished(Reason.COMPLETE));
	}

	@Test
	void parallelCallsComeWholeAfterTheFiller() {
		this.model.server.willAnswer(events(text("One moment."), toolCall(0, "call_A1", "lookup", "{\\\"or"),
				toolCall(0, "", "", "der\\\":7}"), toolCall(0, "call_B2", "get_time", ""), finish("stop"), "[DONE]"));
		assertThat(this.model.wholeReply()).containsExactly(new Text("One moment."),
				new ToolRequested(new ToolCall("call_A1", "lookup", "{\"order\":7}")),
				new ToolRequested(new ToolCall("call_B2", "get_time", "{}")), new Finished(Reason.TOOL_CALLS));
	}

	@Test
	void aCallWithoutAnIdGetsOne() {
		this.model.server.willAnswer(events(toolCall(0, "", "hang_up", "{}"), finish("tool_calls")));
		assertThat(this.model.wholeReply().getFirst()).isInstanceOfSatisfying(ToolRequested.class,
				(requested) -> assertThat(requested.call().id()).startsWith("call_").hasSizeGreaterThan(10));
	}

	@Test
	void doneEndsTheReplyThoughTheConnectionStaysOpen() {
		this.model.server.willAnswer(held(SURE_BODY));
		assertThat(this.model.wholeReply()).isEqualTo(SURE);
		this.model.server.takeRequest().awaitClose();
	}

	@Test
	void aServerThatSaysNothingAfterItsFinishReasonIsDone() {
		this.model.server.willAnswer(held(SURE_BODY.replace(event("[DONE]"), "")));
		assertThat(this.model.wholeReply()).isEqualTo(SURE);
		this.model.server.takeRequest().awaitClose();
	}

	/** With one connection, the next request waits until it is free, or has been lost. */
	@Test
	void theConnectionIsUsedAgainThoughTheBodyEndsAfterDone() {
		try (ModelUnderTest frugal = new ModelUnderTest(Map.of("pool.max-connections", "1"),
				VirtualTimeScheduler.create())) {
			Flux<String> slowEnd = Flux.concat(Flux.just(SURE_BODY),
					Mono.delay(Duration.ofMillis(30)).then(Mono.empty()));
			frugal.server.willAnswer(body(slowEnd), body(slowEnd));
			assertThat(frugal.wholeReply()).isEqualTo(SURE);
			assertThat(frugal.wholeReply()).isEqualTo(SURE);
			assertThat(frugal.server.takeRequest().connection()).isEqualTo(frugal.server.takeRequest().connection());
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"error\":{\"message\":\"m\",\"type\":\"server_error\",\"code\":null}} | RETRYABLE",
					"{\"error\":\"Overloaded\"} | RETRYABLE", "{\"error\":{\"code\":\"rate_limit_exceeded\"}} | BUSY",
					"{\"error\":{\"type\":\"insufficient_quota\"}} | UNAUTHORIZED" })
	void anErrorInTheStreamFailsAfterItsText(String error, Kind kind) {
		this.model.server.willAnswer(events(text("Su"), error, "[DONE]"));
		StepVerifier.create(this.model.reply())
			.expectNext(new Text("Su"))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isInstanceOfSatisfying(LanguageException.class,
					(failure) -> assertThat(failure.kind()).isEqualTo(kind)));
	}

	@Test
	void anEventNamedErrorFails() {
		this.model.server.willAnswer(parts(event(text("Su")), "event: error\ndata: {\"message\":\"m\"}\n\n"));
		StepVerifier.create(this.model.reply()).expectNext(new Text("Su")).verifyError(LanguageException.class);
	}

	@ParameterizedTest
	@MethodSource
	void aCutAnswerFailsAfterItsText(Answer answer) {
		this.model.server.willAnswer(answer);
		StepVerifier.create(this.model.reply())
			.expectNext(new Text("Su"))
			.verifyErrorSatisfies((thrown) -> assertThat(thrown).isInstanceOfSatisfying(LanguageException.class,
					(failure) -> assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE)));
		assertThat(this.model.errors(ChatFailure.Fault.DISCONNECTED)).isEqualTo(1);
	}

	static Stream<Answer> aCutAnswerFailsAfterItsText() {
		return Stream.of(events(text("Su")), parts(event(text("Su")), "data: {\"choices\":[{\"del"),
				broken(event(text("Su"))));
	}

	@Test
	void oneBrokenEventIsCountedAndTwoFail() {
		this.model.server.willAnswer(events(text("Su"), "{", text("r"), "{", "{"));
		StepVerifier.create(this.model.reply())
			.expectNext(new Text("Su"), new Text("r"))
			.verifyError(LanguageException.class);
		assertThat(this.model.errors("broken_event")).isEqualTo(2);
		assertThat(this.model.errors(ChatFailure.Fault.BROKEN_STREAM)).isEqualTo(1);
	}

	@Test
	void aPageInsteadOfAStreamIsRejected() {
		this.model.server.willAnswer((response) -> response.header("content-type", "text/html")
			.sendString(Mono.just("<html>Welcome</html>")));
		LanguageException failure = this.model.failure();
		assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
		assertThat(failure).hasMessageContaining("trunkline.openai.base-url");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "400 | {\"error\":{\"code\":\"context_length_exceeded\"}} | REJECTED",
					"400 | {\"error\":\"text\"} | REJECTED", "422 | {\"detail\":[{\"msg\":\"m\"}]} | REJECTED",
					"400 | [{\"error\":{\"code\":400}}] | REJECTED", "404 | {\"message\":\"m\"} | REJECTED",
					"401 | {\"error\":{\"code\":\"invalid_api_key\"}} | UNAUTHORIZED", "401 | '' | UNAUTHORIZED" })
	void refusalsAreSortedAndNotRetried(int status, String body, Kind kind) {
		this.model.server.willAnswer(refusal(status, body));
		assertThat(this.model.failure().kind()).isEqualTo(kind);
		assertThat(this.model.server.waitingRequests()).isEqualTo(1);
	}

	@Test
	void aReplyIsMeasured() {
		this.model.server.willAnswer(events(text("a"), finish("stop"), USAGE, "[DONE]"), refusal(401, ""));
		this.model.wholeReply();
		this.model.failure();
		assertThat(this.model.meters.get("gen_ai.client.operation.duration").tag("error.type", "none").timer().count())
			.isEqualTo(1);
		assertThat(this.model.meters.get("gen_ai.client.operation.duration")
			.tags("error.type", "unauthorized", "gen_ai.operation.name", "chat", "gen_ai.provider.name", "openai",
					"gen_ai.request.model", "gpt-4.1-mini")
			.timer()
			.count()).isEqualTo(1);
		assertThat(this.model.meters.get("gen_ai.client.operation.time_to_first_chunk").timer().count()).isEqualTo(1);
		Map.of("input", 1480.0, "input_cached", 1408.0, "output", 21.0)
			.forEach((type,
					tokens) -> assertThat(this.model.meters.get("gen_ai.client.token.usage")
						.tag("gen_ai.token.type", type)
						.summary()
						.totalAmount()).isEqualTo(tokens));
		assertThat(this.model.errors(ChatFailure.Fault.UNAUTHORIZED)).isEqualTo(1);
	}

	private static String event(String data) {
		return "data: " + data + "\n\n";
	}

	private static String toolCall(int index, String id, String name, String arguments) {
		return "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":" + index + ",\"id\":\"" + id
				+ "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":\"" + arguments
				+ "\"}}]}}]}";
	}

}
