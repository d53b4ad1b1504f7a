package io.trunkline.agent.tool.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.trunkline.agent.tool.Deed;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Toolbelts;
import io.trunkline.agent.tool.Toolbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HttpToolsTests {

	private final HttpToolClient client = new HttpToolClient();

	private final FakeToolServer server = new FakeToolServer();

	@AfterEach
	void close() {
		this.server.close();
		this.client.close();
	}

	@Test
	void asksWithArgumentsAndVariablesAndTellsTheBody() {
		this.server.willAnswer(FakeToolServer.answer("application/json", "{\"state\":\"sent\"}"));
		Toolbox box = box(Map.of("url", this.server.url("/{customer}/orders/{number}?phone={{from}}&lang={lang}"),
				"arguments.properties.customer.type", "string", "arguments.required[1]", "customer",
				"arguments.properties.lang.type", "string", "headers.X-Api-Key", "k3y"));
		assertThat(Toolbelts.run(box, "order", "{\"number\":\"12 34\",\"customer\":\"ACME & Söhne\"}"))
			.isEqualTo("{\"state\":\"sent\"}");
		FakeToolServer.Request request = this.server.takeRequest();
		assertThat(request.method()).isEqualTo("GET");
		assertThat(request.uri()).isEqualTo("/ACME%20%26%20S%C3%B6hne/orders/12%2034?phone=%2B12025550123");
		assertThat(request.headers().get("X-Api-Key")).isEqualTo("k3y");
		assertThat(request.headers().contains("Idempotency-Key")).isFalse();
		assertThat(request.body()).isEmpty();
	}

	@Test
	void postSendsTheArgumentsAndAKeyThatIsTheSameForTheSameCall() {
		Toolbox box = box(Map.of("method", "POST"));
		Toolbelts.run(box, "order", "{\"number\":\"7\"}");
		Toolbelts.run(box, "order", "{\"number\":\"7\"}");
		FakeToolServer.Request first = this.server.takeRequest();
		String key = first.headers().get("Idempotency-Key");
		assertThat(first.body()).isEqualTo("{\"number\":\"7\"}");
		assertThat(UUID.fromString(key)).isNotNull();
		assertThat(this.server.takeRequest().headers().get("Idempotency-Key")).isEqualTo(key);
		Deed other = box.check("call_2", "order", "{\"number\":\"7\"}", Toolbelts.CALL);
		((Deed.Run) other).result().block(Duration.ofSeconds(30));
		assertThat(this.server.takeRequest().headers().get("Idempotency-Key")).isNotEqualTo(key);
	}

	@Test
	void bodyOfTheOperatorIsFilledIn() {
		Toolbox box = box(Map.of("method", "PUT", "body",
				"{\"order\":{\"id\":\"{number}\",\"note\":\"from {{from}}\",\"count\":\"{count}\",\"gift\":\"{gift}\"},\"v\":1}",
				"arguments.properties.count.type", "integer", "arguments.properties.gift.type", "boolean"));
		Toolbelts.run(box, "order", "{\"number\":\"\\\",\\\"admin\\\":true\",\"count\":3}");
		assertThat(this.server.takeRequest().body()).isEqualTo(
				"{\"order\":{\"id\":\"\\\",\\\"admin\\\":true\",\"note\":\"from +12025550123\",\"count\":3},\"v\":1}");
	}

	@Test
	void whatTheCallerEnteredStandsWhereTheOperatorWantsIt() {
		Toolbox box = box(Map.of("method", "PUT", "body", "{\"pin\":\"{{keys}}\"}"));
		Toolbelts.run(box, "order", "{\"number\":\"7\"}");
		assertThat(this.server.takeRequest().body()).isEqualTo("{\"pin\":\"1234\"}");
	}

	@ParameterizedTest
	@CsvSource({ "404, The answer was status 404.", "500, The answer was status 500.",
			"401, The answer was status 401." })
	void refusalTellsTheStatusOnly(int status, String reason) {
		this.server.willAnswer(FakeToolServer.status(status));
		assertThat(ask(Map.of())).isEqualTo("{\"error\":\"" + reason + "\"}");
	}

	@Test
	void redirectsAreNotFollowed() {
		try (FakeToolServer elsewhere = new FakeToolServer()) {
			this.server.willAnswer(FakeToolServer.status(302, "location", elsewhere.url("/")));
			assertThat(ask(Map.of())).contains("status 302");
			assertThat(elsewhere.waitingRequests()).isZero();
		}
	}

	@Test
	void hugeAnswerIsCutAndItsConnectionClosed() {
		this.server.willAnswer(FakeToolServer.endless());
		assertThat(ask(Map.of("max-output", "1000"))).hasSize(1000).endsWith(" ... [cut]");
		this.server.takeRequest().awaitClose();
	}

	@Test
	void hugeRefusalIsNotReadEither() {
		this.server.willAnswer((response) -> FakeToolServer.endless().apply(response.status(500)));
		assertThat(ask(Map.of())).contains("status 500");
		this.server.takeRequest().awaitClose();
	}

	@Test
	void answerThatIsNoTextIsNotTold() {
		this.server.willAnswer(FakeToolServer.answer("image/png", "PNG"));
		assertThat(ask(Map.of())).contains("not text");
	}

	@Test
	void answerWithoutABodyMeansDone() {
		this.server.willAnswer((response) -> response.status(204).send());
		assertThat(ask(Map.of())).contains("done");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void serverThatIsSilentIsGivenUpAndLeft(String method) {
		this.server.willAnswer(FakeToolServer.silence());
		assertThat(ask(Map.of("method", method, "timeout", "300ms"))).contains("did not answer in time");
		this.server.takeRequest().awaitClose();
	}

	@Test
	void cancellingAReadClosesTheExchange() {
		this.server.willAnswer(FakeToolServer.silence());
		Disposable running = run(box(Map.of())).result().subscribe();
		FakeToolServer.Request request = this.server.takeRequest();
		running.dispose();
		request.awaitClose();
	}

	@Test
	void aReadWithoutAnswerIsTriedOnceMore() {
		this.server.willAnswer(FakeToolServer.hangUp());
		assertThat(ask(Map.of())).isEqualTo("{\"error\":\"The tool failed.\"}");
		assertThat(this.server.waitingRequests()).isEqualTo(2);
	}

	@Test
	void aWriteIsNeverTriedTwice() {
		this.server.willAnswer(FakeToolServer.hangUp());
		assertThat(ask(Map.of("method", "POST"))).isEqualTo("{\"error\":\"The tool failed.\"}");
		assertThat(ask(Map.of("effect", "write"))).isEqualTo("{\"error\":\"The tool failed.\"}");
		assertThat(this.server.waitingRequests()).isEqualTo(2);
	}

	@Test
	void aRefusedReadIsNotTriedAgain() {
		this.server.willAnswer(FakeToolServer.status(503));
		ask(Map.of());
		assertThat(this.server.waitingRequests()).isOne();
	}

	@Test
	void serverThatIsAwayIsNotNamed() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		assertThat(ask(Map.of("url", "http://127.0.0.1:" + port + "/"))).isEqualTo("{\"error\":\"The tool failed.\"}");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void keysAndArgumentsStayOutOfTheLog(CapturedOutput log) {
		this.server.willAnswer(FakeToolServer.hangUp());
		Toolbox box = box(Map.of("headers.X-Api-Key", "k3y-4711"));
		Toolbelts.run(box, "order", "{\"number\":\"1234321\"}");
		this.server.willAnswer(FakeToolServer.status(500));
		Toolbelts.run(box, "order", "{\"number\":\"1234321\"}");
		assertThat(log.toString().lines().filter((line) -> !line.contains(" DEBUG ")))
			.noneMatch((line) -> line.contains("1234321") || line.contains("k3y-4711") || line.contains("secret of"));
	}

	@Test
	void effectFollowsTheMethodUnlessItIsSaid() {
		assertThat(run(box(Map.of())).effect()).isEqualTo(Effect.READ);
		assertThat(run(box(Map.of("method", "DELETE"))).effect()).isEqualTo(Effect.WRITE);
		assertThat(run(box(Map.of("method", "POST", "effect", "read"))).effect()).isEqualTo(Effect.READ);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					url             | https://{number}.example.com/       | trunkline.tools.order.url must be http
					url             | http://127.0.0.1@example.com/       | trunkline.tools.order.url must be http
					url             | file:///etc/passwd                  | trunkline.tools.order.url must be http
					url             | http://2130706433/                  | trunkline.tools.order.url has no valid host
					url             | http://0x7f.1/                      | trunkline.tools.order.url has no valid host
					url             | http://example.com/                 | trunkline.tools.order.allowed-hosts does not name
					url             | http://127.0.0.1/a/../b             | trunkline.tools.order.url has a path segment
					url             | http://127.0.0.1/%2E%2e/b           | trunkline.tools.order.url has a path segment
					url             | http://127.0.0.1/{number            | trunkline.tools.order.url has a brace
					url             | http://127.0.0.1/?{number}=1        | trunkline.tools.order.url has a placeholder in the name
					url             | http://127.0.0.1/{other}            | trunkline.tools.order.arguments does not require other
					url             | http://127.0.0.1/?a={other}         | trunkline.tools.order.arguments does not describe other
					body            | {"a":"{other}"}                     | trunkline.tools.order.arguments does not describe other
					body            | {"a":                               | trunkline.tools.order.body is not JSON
					description     | ' '                                 | trunkline.tools.order.description is empty
					timeout         | 61s                                 | trunkline.tools.order has a timeout
					max-output      | 5                                   | trunkline.tools.order has a max-output
					effect          | terminal                            | trunkline.tools.order has effect TERMINAL
					arguments.type  | array                               | trunkline.tools.order.arguments is not a JSON Schema
					headers.Host    | example.com                         | trunkline.tools.order.headers.Host cannot be set
					""")
	void definitionThatCannotBeUsedIsRefusedByName(String setting, String value, String fault) {
		assertThatIllegalArgumentException().isThrownBy(() -> tools(Map.of(setting, value)))
			.withMessageContaining(fault);
	}

	@ParameterizedTest
	@CsvSource({ "http://169.254.169.254/, 169.254.169.254", "http://0.0.0.0/, 0.0.0.0", "http://[fe80::1]/, [fe80::1]",
			"http://[::ffff:169.254.169.254]/, [::ffff:169.254.169.254]", "http://224.0.0.1/, 224.0.0.1" })
	void addressThatOnlyThisMachineKnowsIsRefused(String url, String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> tools(Map.of("url", url, "allowed-hosts", host)))
			.withMessageContaining("link-local");
	}

	@Test
	void nameThatLeadsToTheCloudsOwnAddressLeadsNowhere() throws IOException {
		InetSocketAddress metadata = new InetSocketAddress(InetAddress.getByName("169.254.169.254"), 80);
		InetSocketAddress inside = new InetSocketAddress(InetAddress.getByName("10.0.0.7"), 80);
		assertThat(HttpToolClient.reachable(List.of(metadata))).isEmpty();
		assertThat(HttpToolClient.reachable(List.of(metadata, inside))).hasSize(1).allMatch(inside::equals);
	}

	private String ask(Map<String, String> settings) {
		return Toolbelts.run(box(settings), "order", "{\"number\":\"7\"}");
	}

	private static Deed.Run run(Toolbox box) {
		return (Deed.Run) box.check("call_1", "order", "{\"number\":\"7\"}", Toolbelts.CALL);
	}

	private Toolbox box(Map<String, String> settings) {
		return Toolbelts.of(tools(settings), "order");
	}

	/** As the operator would write them under {@code trunkline.tools.order}. */
	private HttpTools tools(Map<String, String> settings) {
		Map<String, String> all = new TreeMap<>(Map.of("description", "Looks an order up.", "url",
				this.server.url("/orders/{number}"), "arguments.type", "object", "arguments.properties.number.type",
				"string", "arguments.required[0]", "number", "allowed-hosts", "127.0.0.1,2130706433"));
		all.putAll(settings);
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		all.forEach((key, value) -> source.put("trunkline.tools.order." + key, value));
		HttpToolProperties properties = new Binder(source).bind("trunkline", HttpToolProperties.class).get();
		return new HttpTools(properties.tools(), this.client.web(), Schedulers.parallel());
	}

}
