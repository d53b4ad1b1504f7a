package io.trunkline.language.openai;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.trunkline.SideBySide;
import io.trunkline.language.LanguageException.Kind;
import io.trunkline.language.Reply.Finished;
import io.trunkline.language.Reply.Reason;
import io.trunkline.language.Reply.Text;
import io.trunkline.language.openai.FakeChatServer.Answer;
import io.trunkline.language.openai.FakeChatServer.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import static io.trunkline.language.openai.FakeChatServer.body;
import static io.trunkline.language.openai.FakeChatServer.broken;
import static io.trunkline.language.openai.FakeChatServer.events;
import static io.trunkline.language.openai.FakeChatServer.hangUp;
import static io.trunkline.language.openai.FakeChatServer.held;
import static io.trunkline.language.openai.FakeChatServer.parts;
import static io.trunkline.language.openai.FakeChatServer.refusal;
import static io.trunkline.language.openai.FakeChatServer.silence;
import static io.trunkline.language.openai.ModelUnderTest.failureOf;
import static io.trunkline.language.openai.OpenAiFixtures.finish;
import static io.trunkline.language.openai.OpenAiFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Deadlines, the retry and the way out, on real sockets. */
class ReplyExchangeTests {

	private static final Answer SURE = events(text("Sure"), finish("stop"), "[DONE]");

	private static final String ROLE = "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";

	private static final String THOUGHT = "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n";

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	@SideBySide
	@ParameterizedTest
	@MethodSource("transientFailures")
	void aTransientFailureIsRetriedOnce(Answer failing) {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			model.server.willAnswer(failing, SURE);
			assertThat(model.wholeReply()).containsExactly(new Text("Sure"), new Finished(Reason.COMPLETE));
			assertThat(model.server.waitingRequests()).isEqualTo(2);
			assertThat(model.server.takeRequest().body()).isEqualTo(model.server.takeRequest().body());
		}
	}

	@SideBySide
	@ParameterizedTest
	@MethodSource("transientFailures")
	void thereIsNoSecondRetry(Answer failing) {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			model.server.willAnswer(failing, failing, SURE);
			assertThat(model.failure().kind()).isIn(Kind.RETRYABLE, Kind.BUSY);
			assertThat(model.server.waitingRequests()).isEqualTo(2);
		}
	}

	static Stream<Answer> transientFailures() {
		return Stream.of(refusal(500, ""), refusal(503, "{\"error\":{\"code\":\"server_is_overloaded\"}}"),
				refusal(408, ""), refusal(409, ""), refusal(429, "{\"error\":{\"code\":\"rate_limit_exceeded\"}}"),
				refusal(429, "", "retry-after-ms", "20"), refusal(529, "", "retry-after", "0.02"), hangUp(),
				parts(ROLE), broken(ROLE), parts(ROLE, "data: {\"error\":{\"type\":\"server_error\"}}\n\n"), parts(""));
	}

	@SideBySide
	@ParameterizedTest
	@MethodSource
	void whatCannotGetBetterIsNotRetried(Answer failing) {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			model.server.willAnswer(failing, SURE);
			model.failure();
			assertThat(model.server.waitingRequests()).isEqualTo(1);
		}
	}

	static Stream<Answer> whatCannotGetBetterIsNotRetried() {
		return Stream.of(refusal(400, ""), refusal(401, ""), refusal(404, ""), refusal(429, "", "retry-after", "3"),
				refusal(503, "", "retry-after-ms", "2001"),
				refusal(429, "{\"error\":{\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}"),
				parts("data: {\n\ndata: {\n\n"));
	}

	@SideBySide
	@ParameterizedTest
	@MethodSource
	void nothingIsRetriedAfterContent(Answer failing) {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			model.server.willAnswer(failing, SURE);
			model.failure();
			assertThat(model.server.waitingRequests()).isEqualTo(1);
		}
	}

	static Stream<Answer> nothingIsRetriedAfterContent() {
		return Stream.of(events(text("Su")), broken("data: " + text("Su") + "\n\n"),
				events(text("Su"), "{\"error\":{\"type\":\"server_error\"}}"),
				events("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_A1\"}]}}]}"));
	}

	@SideBySide
	@Test
	void theRetryCanBeTurnedOff() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("retry", "false"))) {
			model.server.willAnswer(refusal(500, ""), SURE);
			assertThat(model.failure().kind()).isEqualTo(Kind.RETRYABLE);
			assertThat(model.server.waitingRequests()).isEqualTo(1);
		}
	}

	@SideBySide
	@Test
	void aServerThatIsNotThereIsTriedTwice() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			model.server.close();
			assertThat(model.failure().kind()).isEqualTo(Kind.RETRYABLE);
			assertThat(model.errors(ChatFailure.Fault.DISCONNECTED)).isEqualTo(2);
		}
	}

	@SideBySide
	@ParameterizedTest
	@MethodSource
	void firstContentHasADeadline(Answer answer) {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("timeouts.first-content", "4s"), this.time)) {
			model.server.willAnswer(answer, SURE);
			CompletableFuture<@Nullable Void> reply = model.reply().then().toFuture();
			Request request = model.server.takeRequest();
			this.time.advanceTimeBy(Duration.ofMillis(3999));
			assertThat(reply).isNotDone();
			this.time.advanceTimeBy(Duration.ofMillis(1));
			assertThat(failureOf(reply)).hasMessageContaining("trunkline.openai.timeouts.first-content")
				.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(Kind.RETRYABLE));
			request.awaitClose();
			assertThat(model.server.waitingRequests()).isZero();
		}
	}

	static Stream<Answer> firstContentHasADeadline() {
		return Stream.of(silence(), held(), held(ROLE), again(": keep-alive\n\n"), again(THOUGHT));
	}

	@SideBySide
	@ParameterizedTest
	@ValueSource(strings = { "", ": keep-alive\n\n" })
	void aStalledAnswerHasADeadline(String meanwhile) throws InterruptedException {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("timeouts.between-chunks", "5s"), this.time)) {
			model.server.willAnswer(body(Flux.concat(Flux.just("data: " + text("Su") + "\n\n"),
					Flux.interval(Duration.ofMillis(20)).map((_) -> meanwhile))));
			CountDownLatch heard = new CountDownLatch(1);
			CompletableFuture<@Nullable Void> reply = model.reply()
				.doOnNext((_) -> heard.countDown())
				.then()
				.toFuture();
			assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
			// The timer is set behind the text, at a moment that cannot be seen from
			// here.
			await().until(() -> {
				this.time.advanceTimeBy(Duration.ofSeconds(5));
				return reply.isDone();
			});
			assertThat(failureOf(reply)).hasMessageContaining("trunkline.openai.timeouts.between-chunks");
			model.server.takeRequest().awaitClose();
		}
	}

	@SideBySide
	@Test
	void thoughtsKeepAnAnswerAliveThatHasBegun() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("timeouts.between-chunks", "2s"))) {
			Flux<String> thoughts = Flux.interval(Duration.ofMillis(50)).map((_) -> THOUGHT).take(45);
			model.server.willAnswer(body(Flux.concat(Flux.just("data: " + text("Su") + "\n\n"), thoughts,
					Flux.just("data: " + finish("stop") + "\n\n"))));
			assertThat(model.wholeReply()).containsExactly(new Text("Su"), new Finished(Reason.COMPLETE));
		}
	}

	@SideBySide
	@Test
	void theWholeAnswerHasADeadline() {
		try (ModelUnderTest model = new ModelUnderTest(
				Map.of("timeouts.whole", "30s", "timeouts.first-content", "30s", "timeouts.between-chunks", "1h"),
				this.time)) {
			model.server.willAnswer(again("data: " + text("la") + "\n\n"));
			CountDownLatch heard = new CountDownLatch(20);
			CompletableFuture<@Nullable Void> reply = model.reply()
				.doOnNext((_) -> heard.countDown())
				.then()
				.toFuture();
			await().until(() -> heard.getCount() == 0);
			this.time.advanceTimeBy(Duration.ofSeconds(30));
			assertThat(failureOf(reply)).hasMessageContaining("trunkline.openai.timeouts.whole");
			model.server.takeRequest().awaitClose();
			assertThat(model.errors(ChatFailure.Fault.TOO_SLOW)).isEqualTo(1);
		}
	}

	@SideBySide
	@Test
	void aRetryHasNoTimeOfItsOwn() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of("timeouts.first-content", "1s"), this.time)) {
			model.server.willAnswer(refusal(429, "", "retry-after", "1.5"), SURE);
			assertThat(model.failure().kind()).isEqualTo(Kind.BUSY);
			assertThat(model.server.waitingRequests()).isEqualTo(1);
		}
	}

	@SideBySide
	@ParameterizedTest
	@MethodSource
	void cancellingClosesTheExchangeAtOnce(Answer stalled) {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			model.server.willAnswer(stalled);
			Disposable reply = model.reply().subscribe();
			Request request = model.server.takeRequest();
			assertThat(closeAfterCancel(reply, request)).isLessThan(Duration.ofSeconds(2));
			assertCancelled(model);
		}
	}

	static Stream<Answer> cancellingClosesTheExchangeAtOnce() {
		return Stream.of(silence(), held(), held(ROLE), again(": keep-alive\n\n"),
				again("data: " + text("la") + "\n\n"));
	}

	@SideBySide
	@Test
	void cancellingInMidStreamClosesTheExchangeAtOnce() throws InterruptedException {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			model.server.willAnswer(held("data: " + text("Su") + "\n\n"));
			CountDownLatch heard = new CountDownLatch(1);
			Disposable reply = model.reply().subscribe((_) -> heard.countDown());
			assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
			assertThat(closeAfterCancel(reply, model.server.takeRequest())).isLessThan(Duration.ofSeconds(2));
			assertCancelled(model);
		}
	}

	/** At any moment, with the connection in any state; the fixture looks for buffers. */
	@SideBySide
	@Test
	void cancellingAtAnyMomentLeavesNothing() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			for (int i = 0; i < 100; i++) {
				model.server.willAnswer(again("data: " + text("la") + "\n\n"));
				Disposable reply = model.reply().subscribe();
				if (i % 2 == 0) {
					model.server.takeRequest();
				}
				reply.dispose();
			}
			await().untilAsserted(() -> assertThat(
					model.meters.get("gen_ai.client.operation.duration").tag("error.type", "cancelled").timer().count())
				.isEqualTo(100));
		}
	}

	/** The thread that cancels is not the one on which the answer just then arrives. */
	@SideBySide
	@Test
	void cancellingWhileTheAnswerArrivesClosesTheExchange() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			List<Request> requests = new ArrayList<>();
			for (int i = 0; i < 500; i++) {
				model.server.willAnswer(held("data: " + text("Su") + "\n\n"));
				Disposable reply = model.reply().subscribe();
				requests.add(model.server.takeRequest());
				reply.dispose();
			}
			requests.forEach(Request::awaitClose);
		}
	}

	@SideBySide
	@Test
	void whoTakesOneAndLeavesClosesTheExchange() {
		try (ModelUnderTest model = new ModelUnderTest(Map.of())) {
			model.server.willAnswer(again("data: " + text("la") + "\n\n"));
			StepVerifier.create(model.reply().take(3)).expectNextCount(3).verifyComplete();
			model.server.takeRequest().awaitClose();
		}
	}

	@SideBySide
	@Test
	void noMoreConnectionsAreOpenedThanAllowed() {
		try (ModelUnderTest model = new ModelUnderTest(
				Map.of("pool.max-connections", "1", "pool.acquire-timeout", "100ms"))) {
			model.server.willAnswer(silence());
			Disposable first = model.reply().subscribe();
			model.server.takeRequest();
			assertThat(model.failure()).hasMessageContaining("trunkline.openai.pool.max-connections")
				.satisfies((failure) -> assertThat(failure.kind()).isEqualTo(Kind.BUSY));
			first.dispose();
		}
	}

	private static Duration closeAfterCancel(Disposable reply, Request request) {
		long cancelled = System.nanoTime();
		reply.dispose();
		return Duration.ofNanos(request.awaitClose() - cancelled);
	}

	private static void assertCancelled(ModelUnderTest model) {
		assertThat(model.meters.get("gen_ai.client.operation.duration").tag("error.type", "cancelled").timer().count())
			.isEqualTo(1);
	}

	private static Answer again(String part) {
		return body(Flux.interval(Duration.ofMillis(10)).onBackpressureDrop().map((_) -> part));
	}

}
