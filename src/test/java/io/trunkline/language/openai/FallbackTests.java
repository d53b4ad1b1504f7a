package io.trunkline.language.openai;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.trunkline.language.LanguageException.Kind;
import io.trunkline.language.Reply;
import io.trunkline.language.Reply.Finished;
import io.trunkline.language.Reply.Reason;
import io.trunkline.language.Reply.Text;
import io.trunkline.language.openai.FakeChatServer.Answer;
import io.trunkline.language.openai.FakeChatServer.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.test.scheduler.VirtualTimeScheduler;

import static io.trunkline.language.openai.FakeChatServer.broken;
import static io.trunkline.language.openai.FakeChatServer.events;
import static io.trunkline.language.openai.FakeChatServer.hangUp;
import static io.trunkline.language.openai.FakeChatServer.held;
import static io.trunkline.language.openai.FakeChatServer.refusal;
import static io.trunkline.language.openai.FakeChatServer.silence;
import static io.trunkline.language.openai.ModelUnderTest.failureOf;
import static io.trunkline.language.openai.OpenAiFixtures.finish;
import static io.trunkline.language.openai.OpenAiFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;

/** What happens when a model fails and there is another one, or too many ask. */
class FallbackTests {

	private static final Answer SURE = events(text("Sure."), finish("stop"), "[DONE]");

	private static final List<Reply> SURE_REPLIES = List.of(new Text("Sure."), new Finished(Reason.COMPLETE));

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	@ParameterizedTest
	@MethodSource
	void aFailureBeforeTheFirstContentIsMadeGood(Answer failure) {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("retry", "false", "fallback.model", "small"))) {
			model.server.willAnswer(failure, SURE);
			assertThat(model.wholeReply()).isEqualTo(SURE_REPLIES);
			assertThat(model.server.takeRequest().body()).contains("\"model\":\"gpt-4.1-mini\"");
			assertThat(model.server.takeRequest().body()).contains("\"model\":\"small\"");
		}
	}

	static Stream<Answer> aFailureBeforeTheFirstContentIsMadeGood() {
		return Stream.of(refusal(500, ""), refusal(401, ""), refusal(404, ""), refusal(429, ""), hangUp(),
				broken(": hello\n\n"), events(finish("stop").substring(4), "{", "{"));
	}

	@Test
	void theFallbackIsAskedOnceAfterTheRetry() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("fallback.model", "small"))) {
			model.server.willAnswer(refusal(500, ""), refusal(500, ""), refusal(503, ""), SURE);
			assertThat(model.failure().kind()).isEqualTo(Kind.RETRYABLE);
			assertThat(model.server.waitingRequests()).isEqualTo(3);
			assertThat(model.errors("openai", "server_error")).isEqualTo(2);
			assertThat(model.errors("openai-fallback", "server_error")).isOne();
		}
	}

	@Test
	void aMissedDeadlineOfTheFirstContentLeadsToTheFallback() {
		try (ModelUnderTest model = new ModelUnderTest(
				Map.of("fallback.model", "small", "timeouts.first-content", "4s"), this.time)) {
			model.server.willAnswer(silence(), SURE);
			CompletableFuture<@Nullable List<Reply>> reply = model.reply().collectList().toFuture();
			Request first = model.server.takeRequest();
			this.time.advanceTimeBy(Duration.ofSeconds(4));
			assertThat(reply.join()).isEqualTo(SURE_REPLIES);
			first.awaitClose();
		}
	}

	@Test
	void theFallbackHasADeadlineOfItsOwn() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("fallback.model", "small", "retry", "false"),
				this.time)) {
			model.server.willAnswer(refusal(500, ""), silence());
			CompletableFuture<@Nullable Void> reply = model.reply().then().toFuture();
			model.server.takeRequest();
			Request second = model.server.takeRequest();
			this.time.advanceTimeBy(Duration.ofSeconds(3));
			assertThat(failureOf(reply).kind()).isEqualTo(Kind.RETRYABLE);
			second.awaitClose();
		}
	}

	@Test
	void nothingIsAskedAfterTheFirstContent() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("fallback.model", "small"))) {
			model.server.willAnswer(broken("data: " + text("Su") + "\n\n"), SURE);
			assertThat(model.failure().kind()).isEqualTo(Kind.RETRYABLE);
			assertThat(model.server.waitingRequests()).isOne();
		}
	}

	@Test
	void cancellingWhileTheFallbackAnswersClosesItsExchange() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("fallback.model", "small", "retry", "false"))) {
			model.server.willAnswer(refusal(500, ""), held());
			Disposable reply = model.reply().subscribe();
			model.server.takeRequest();
			Request second = model.server.takeRequest();
			long cancelled = System.nanoTime();
			reply.dispose();
			assertThat(Duration.ofNanos(second.awaitClose() - cancelled)).isLessThan(Duration.ofSeconds(2));
		}
	}

	@Test
	void anotherServerGetsItsOwnKeyAndNoneOfTheHeaders() {
		try (FakeChatServer elsewhere = new FakeChatServer();
				ModelUnderTest model = new ModelUnderTest(Map.of("retry", "false", "api-key", "sk-1",
						"extra-headers.X-Team", "voice", "fallback.model", "small", "fallback.base-url",
						elsewhere.baseUrl("http").toString(), "fallback.api-key", "sk-2"))) {
			model.server.willAnswer(refusal(500, ""));
			elsewhere.willAnswer(SURE);
			assertThat(model.wholeReply()).isEqualTo(SURE_REPLIES);
			Request request = elsewhere.takeRequest();
			assertThat(request.headers().get("authorization")).isEqualTo("Bearer sk-2");
			assertThat(request.headers().contains("x-team")).isFalse();
		}
	}

	@Test
	void anotherServerWithoutAKeyIsNotSentTheOtherOne() {
		OpenAiProperties properties = OpenAiFixtures.properties(
				Map.of("api-key", "sk-1", "fallback.model", "small", "fallback.base-url", "http://127.0.0.1:1/v1"));
		assertThat(properties.ofFallback()).isNotNull()
			.satisfies((fallback) -> assertThat(fallback.apiKey().isSet()).isFalse());
	}

	@Test
	void aModelThatFailsTooOftenIsNotAskedAndTheFallbackAnswersAtOnce() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("retry", "false", "fallback.model", "small"))) {
			for (int i = 0; i < 10; i++) {
				model.server.willAnswer(refusal(503, ""), SURE);
				model.wholeReply();
			}
			model.server.willAnswer(SURE);
			assertThat(model.wholeReply()).isEqualTo(SURE_REPLIES);
			assertThat(model.server.waitingRequests()).isEqualTo(21);
			assertThat(model.errors("openai", "unavailable")).isOne();
		}
	}

	@Test
	void whatOurRequestCausedDoesNotCountAgainstTheModel() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			for (int i = 0; i < 30; i++) {
				model.server.willAnswer(refusal(400, ""));
				assertThat(model.failure().kind()).isEqualTo(Kind.REJECTED);
			}
			assertThat(model.server.waitingRequests()).isEqualTo(30);
		}
	}

	@Test
	void anInterruptedReplyDoesNotCountAgainstTheModel() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("max-requests", "1"))) {
			for (int i = 0; i < 30; i++) {
				model.server.willAnswer(silence());
				Disposable reply = model.reply().subscribe();
				Request request = model.server.takeRequest();
				reply.dispose();
				request.awaitClose();
			}
			model.server.willAnswer(SURE);
			assertThat(model.wholeReply()).isEqualTo(SURE_REPLIES);
		}
	}

	@Test
	void aRequestOverTheBudgetFailsAndNamesTheSetting() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("max-requests", "1"))) {
			model.server.willAnswer(silence());
			Disposable reply = model.reply().subscribe();
			model.server.takeRequest();
			assertThat(model.failure()).hasMessageContaining("raise trunkline.openai.max-requests")
				.extracting((failure) -> failure.kind())
				.isEqualTo(Kind.BUSY);
			reply.dispose();
		}
	}

}
