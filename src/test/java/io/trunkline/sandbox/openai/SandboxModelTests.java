package io.trunkline.sandbox.openai;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxModelTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String HELLO = """
			{"model":"sandbox-model","stream":true,"stream_options":{"include_usage":true},
			"messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}]}""";

	private static final String HUMAN = """
			{"model":"sandbox-model","stream":true,"messages":[{"role":"user","content":"A human, please"}],
			"tools":[{"type":"function","function":{"name":"transfer","parameters":{"type":"object"}}}]}""";

	private final SandboxModel model = new SandboxModel(new SandboxBrain(), ModelOptions.instant());

	private final List<DisposableServer> servers = new ArrayList<>();

	@AfterEach
	void nothingStaysOpen() {
		Awaitility.await().atMost(PATIENCE).until(() -> this.model.openStreams() == 0);
		this.servers.forEach(DisposableServer::disposeNow);
	}

	@Test
	void textComesWordByWord() {
		List<String> data = data(HELLO);
		List<JsonNode> chunks = chunks(data);
		assertThat(chunks.getFirst().at("/choices/0/delta/role").asString()).isEqualTo("assistant");
		assertThat(chunks.getFirst().at("/choices/0/delta/content").asString()).isEmpty();
		List<String> tokens = chunks.stream()
			.map((chunk) -> chunk.at("/choices/0/delta/content").asString(""))
			.filter((token) -> !token.isEmpty())
			.toList();
		assertThat(tokens).containsExactly("Hello.", " How", " can", " I", " help", " you?");
		assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
		assertThat(chunks.getLast().path("choices").isEmpty()).isTrue();
		assertThat(chunks.getLast().at("/usage/total_tokens").asInt()).isPositive();
		assertThat(chunks.stream().map((chunk) -> chunk.path("id").asString()).distinct()).hasSize(1);
		assertThat(data).endsWith("[DONE]").doesNotHaveDuplicates();
	}

	@Test
	void usageComesOnlyWhenAsked() {
		assertThat(data(HUMAN)).noneMatch((event) -> event.contains("usage"));
	}

	@Test
	void toolCallsComeInPieces() {
		List<JsonNode> chunks = chunks(data(HUMAN));
		List<JsonNode> calls = chunks.stream()
			.map((chunk) -> chunk.at("/choices/0/delta/tool_calls/0"))
			.filter(JsonNode::isObject)
			.toList();
		assertThat(calls.getFirst().path("id").asString()).startsWith("call_");
		assertThat(calls.getFirst().at("/function/name").asString()).isEqualTo("transfer");
		assertThat(calls).hasSize(3).allMatch((call) -> call.path("index").asInt(-1) == 0);
		assertThat(
				calls.stream().map((call) -> call.at("/function/arguments").asString()).collect(Collectors.joining()))
			.isEqualTo("{\"destination\":\"human\"}");
		assertThat(chunks.getLast().at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
	}

	@Test
	void aForbiddenToolIsNotCalled() {
		assertThat(data(HUMAN.replace("\"stream\":true", "\"stream\":true,\"tool_choice\":\"none\"")))
			.noneMatch((event) -> event.contains("transfer\""));
	}

	@Test
	void anotherBrainMayThink() {
		SandboxModel parrot = new SandboxModel((conversation) -> Answer.say(conversation.last().text()),
				ModelOptions.instant());
		List<JsonNode> chunks = chunks(client(parrot).body(HELLO).collectList().block(PATIENCE));
		assertThat(chunks).anyMatch((chunk) -> chunk.at("/choices/0/delta/content").asString("").equals("Hello"));
	}

	@Test
	void modelOfANameMayHaveAPartOfItsOwn() {
		SandboxModel two = new SandboxModel((_) -> Answer.say("Usual"), ModelOptions.instant());
		two.cast("actor", (_) -> new Part.Performance(Answer.say("Cast"), Duration.ZERO, Duration.ZERO, null));
		String asked = HELLO.replaceFirst("\"model\"\\s*:\\s*\"[^\"]*\"", "\"model\":\"actor\"");
		assertThat(chunks(client(two).body(asked).collectList().block(PATIENCE)))
			.anyMatch((chunk) -> chunk.at("/choices/0/delta/content").asString("").equals("Cast"));
		assertThat(chunks(client(two).body(HELLO).collectList().block(PATIENCE)))
			.anyMatch((chunk) -> chunk.at("/choices/0/delta/content").asString("").equals("Usual"));
	}

	@Test
	void wordsTakeTheirTime() {
		ModelOptions slow = new ModelOptions("", "", Duration.ofMillis(200), Duration.ofMillis(20));
		long before = System.nanoTime();
		Flux<String> answer = client(new SandboxModel(new SandboxBrain(), slow)).body(HELLO);
		List<Duration> times = answer.map((event) -> Duration.ofNanos(System.nanoTime() - before))
			.collectList()
			.block(PATIENCE);
		assertThat(times).isNotNull();
		assertThat(times.getFirst()).isGreaterThan(Duration.ofMillis(200));
		assertThat(times.getLast()).isGreaterThan(Duration.ofMillis(200 + 20L * (times.size() - 2)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			- | sandbox-model | 401 | -
			Bearer | sandbox-model | 401 | -
			Bearer sk-wrong | sandbox-model | 401 | invalid_api_key
			Bearer sk-sandbox | other-model | 404 | model_not_found
			""")
	void strangersAndUnknownModelsAreRefused(@Nullable String authorization, String name, int status,
			@Nullable String code) {
		ModelOptions strict = new ModelOptions("sk-sandbox", "sandbox-model", Duration.ZERO, Duration.ZERO);
		Client client = client(new SandboxModel(new SandboxBrain(), strict)).authorized(authorization);
		JsonNode error = client.error(status, HELLO.replace("sandbox-model", name));
		assertThat(error.path("code").asString(null)).isEqualTo(code);
		assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{\"model\":\"m\"}" })
	void brokenBodiesAreRefused(String body) {
		assertThat(client(this.model).error(400, body).path("message").asString()).isNotBlank();
	}

	@Test
	void givingUpEndsTheStreamAtOnce() {
		this.model.faults().arm(new ModelFault.Stall(3));
		StepVerifier.create(client(this.model).body(HELLO)).expectNextCount(3).thenCancel().verify(PATIENCE);
		Awaitility.await().atMost(PATIENCE).until(() -> this.model.openStreams() == 0);
	}

	@Test
	void givingUpBeforeTheFirstByteEndsTheRequest() {
		this.model.faults().arm(new ModelFault.Delay(Duration.ofHours(1)));
		Disposable request = client(this.model).body(HELLO).subscribe();
		Awaitility.await().atMost(PATIENCE).until(() -> this.model.openStreams() == 1);
		request.dispose();
		Awaitility.await().atMost(PATIENCE).until(() -> this.model.openStreams() == 0);
	}

	@Test
	void aRequestIsRefusedOnce() {
		this.model.faults().arm(new ModelFault.Refuse(429, "rate_limit_exceeded"));
		assertThat(client(this.model).error(429, HELLO).path("code").asString()).isEqualTo("rate_limit_exceeded");
		assertThat(data(HELLO)).endsWith("[DONE]");
	}

	@Test
	void anErrorComesInTheStream() {
		this.model.faults().arm(new ModelFault.Fail(2));
		List<String> data = data(HELLO);
		assertThat(data).hasSize(3);
		assertThat(JsonMapper.shared().readTree(data.getLast()).at("/error/type").asString()).isEqualTo("server_error");
	}

	@Test
	void aStreamIsTruncated() {
		this.model.faults().arm(new ModelFault.Truncate(3));
		assertThat(data(HELLO)).hasSize(3).doesNotContain("[DONE]");
	}

	@Test
	void aConnectionBreaksOff() {
		this.model.faults().arm(new ModelFault.Cut(3));
		StepVerifier.create(client(this.model).body(HELLO)).expectNextCount(3).expectError().verify(PATIENCE);
	}

	@Test
	void aConnectionLingersAfterTheEnd() {
		this.model.faults().arm(new ModelFault.Linger());
		Flux<String> upToEnd = client(this.model).body(HELLO).takeUntil("[DONE]"::equals);
		StepVerifier.create(upToEnd.last()).expectNext("[DONE]").expectComplete().verify(PATIENCE);
	}

	private List<String> data(String request) {
		List<String> data = client(this.model).body(request).collectList().block(PATIENCE);
		assertThat(data).isNotNull();
		return data;
	}

	private static List<JsonNode> chunks(@Nullable List<String> data) {
		assertThat(data).isNotNull();
		return data.stream().filter((event) -> !event.equals("[DONE]")).map(JsonMapper.shared()::readTree).toList();
	}

	private Client client(SandboxModel served) {
		DisposableServer server = HttpServer.create().host("127.0.0.1").port(0).route(served::routes).bindNow();
		this.servers.add(server);
		return new Client(HttpClient.newConnection().host("127.0.0.1").port(server.port()))
			.authorized("Bearer sk-test");
	}

	/** A bare HTTP client. */
	private record Client(HttpClient http) {

		Client authorized(@Nullable String authorization) {
			return new Client(this.http.headers((headers) -> {
				headers.remove("Authorization");
				if (authorization != null) {
					headers.set("Authorization", authorization);
				}
			}));
		}

		/** The data of each event. */
		Flux<String> body(String request) {
			return post(request).response((response, body) -> {
				assertThat(response.responseHeaders().get("Content-Type")).startsWith("text/event-stream");
				return body.asString(StandardCharsets.UTF_8)
					.flatMapIterable((text) -> List.of(text.split("(?<=\n)")))
					.windowUntil((text) -> text.endsWith("\n"))
					.concatMap((parts) -> parts.reduce("", String::concat))
					.filter((line) -> !line.isBlank())
					.map((line) -> line.strip().substring("data: ".length()));
			});
		}

		JsonNode error(int status, String request) {
			JsonNode error = post(request).responseSingle((response, body) -> {
				assertThat(response.status().code()).isEqualTo(status);
				return body.asString().map(JsonMapper.shared()::readTree);
			}).map((body) -> body.path("error")).block(PATIENCE);
			assertThat(error).isNotNull();
			return error;
		}

		private HttpClient.ResponseReceiver<?> post(String request) {
			return this.http.headers((headers) -> headers.set("Content-Type", "application/json"))
				.post()
				.uri("/v1/chat/completions")
				.send(ByteBufFlux.fromString(Mono.just(request)));
		}

	}

}
