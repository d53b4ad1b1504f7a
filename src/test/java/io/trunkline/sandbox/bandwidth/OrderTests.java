package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Fault;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class OrderTests {

	private static final String SOMEBODY = "+12025550150";

	private final CarrierWorld world = new CarrierWorld(
			(options) -> options.withLimits(CallLimits.DEFAULTS.of(20, 3, 6).retryAfter(Duration.ofSeconds(2))));

	private final SandboxCarrier carrier = this.world.carrier;

	private final ApiClient api = new ApiClient(this.world);

	@AfterEach
	void close() {
		this.world.close();
	}

	@Test
	void takenOrderIsDescribedInFull() {
		this.carrier.whenCalled(SOMEBODY, new Callee.NoAnswer());
		ApiClient.Response response = this.api.order(SOMEBODY, ",\"tag\":\"t\",\"callTimeout\":20.5");
		JsonNode json = response.json();
		assertThat(response.status()).isEqualTo(201);
		assertThat(json.propertyNames()).containsExactlyInAnyOrder("applicationId", "accountId", "callId", "to", "from",
				"enqueuedTime", "callUrl", "callTimeout", "callbackTimeout", "tag", "answerMethod", "answerUrl",
				"answerFallbackMethod", "answerFallbackUrl", "disconnectMethod", "disconnectUrl", "username",
				"password", "fallbackUsername", "fallbackPassword", "priority");
		assertThat(json.path("callTimeout").asDouble()).isEqualTo(20.5);
		assertThat(json.path("callbackTimeout").asDouble()).isEqualTo(15);
		assertThat(json.path("priority").asInt()).isEqualTo(5);
		assertThat(json.path("tag").asString()).isEqualTo("t");
		assertThat(json.path("answerFallbackUrl").isNull()).isTrue();
		assertThat(response.headers().get("Location")).isEqualTo(json.path("callUrl").asString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			not a JSON object  | hello
			not a JSON object  | []
			from is required   | {"to":"+12025550150"}
			from must be       | {"from":"2025550100"}
			to is required     | {"from":"+12025550100"}
			to must be         | {"from":"+12025550100","to":"desk@h.example"}
			applicationId      | {"from":"+12025550100","to":"+12025550150","applicationId":"other"}
			shouting is unknown | {"shouting":true}
			""")
	void orderWithoutTheLeastIsRefused(String why, String body) {
		ApiClient.Response response = this.api.send("POST", ApiClient.CALLS, "application/json", body);
		assertRefused(response, why);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			answerUrl           | "answerUrl":"/relative"
			answerUrl           | "answerUrl":"http://h.example/"
			answerMethod        | "answerMethod":"PATCH"
			disconnectUrl       | "disconnectUrl":"ftp://h.example/"
			callTimeout         | "callTimeout":0.5
			callTimeout         | "callTimeout":301
			callTimeout         | "callTimeout":"30"
			callbackTimeout     | "callbackTimeout":26
			priority            | "priority":6
			priority            | "priority":1.5
			privacy             | "privacy":"yes"
			displayName         | "displayName":"Ann","privacy":true
			displayName         | "displayName":"A\\u0007"
			uui is for SIP      | "uui":"abc;encoding=hex"
			tag must be         | "tag":7
			machineDetection    | "machineDetection":true
			machineDetection.mode | "machineDetection":{"mode":"later"}
			machineDetection.detectionTimeout | "machineDetection":{"detectionTimeout":1.5}
			machineDetection.beep | "machineDetection":{"beep":1}
			machineDetection.delayResult | "machineDetection":{"delayResult":"no"}
			""")
	void fieldThatBreaksARuleIsNamed(String why, String field) {
		assertRefused(this.api.order(SOMEBODY, "," + field), why);
	}

	@Test
	void limitsHoldToTheLastCharacter() {
		this.carrier.whenCalled(SOMEBODY, new Callee.Busy(Duration.ZERO));
		assertThat(this.api.order(SOMEBODY, ",\"tag\":\"" + "t".repeat(4096) + "\"").status()).isEqualTo(201);
		assertRefused(this.api.order(SOMEBODY, ",\"tag\":\"" + "t".repeat(4097) + "\""), "tag");
		assertRefused(this.api.order(SOMEBODY, ",\"displayName\":\"" + "n".repeat(257) + "\""), "displayName");
		assertThat(this.api.order("sip:desk@h.example", ",\"uui\":\"YWJj;encoding=base64\"").status()).isEqualTo(201);
	}

	@Test
	void orderMustBeJson() {
		assertThat(this.api.send("POST", ApiClient.CALLS, "text/plain", "{}").status()).isEqualTo(415);
	}

	@Test
	void tooManyOrdersAtOnceAreRefusedUntilTheQueueIsShorter() {
		this.carrier.whenCalled(SOMEBODY, new Callee.Busy(Duration.ZERO));
		try (CarrierWorld slow = new CarrierWorld(
				(options) -> options.withLimits(CallLimits.DEFAULTS.of(1, 2, 100).retryAfter(Duration.ofSeconds(2))))) {
			ApiClient client = new ApiClient(slow);
			assertThat(client.order(SOMEBODY, "").status()).isEqualTo(201);
			String second = client.order(SOMEBODY, "").json().path("callId").asString();
			ApiClient.Response refused = client.order(SOMEBODY, "");
			assertThat(refused.status()).isEqualTo(429);
			assertThat(refused.json().path("type").asString()).isEqualTo("error");
			assertThat(refused.json().path("description").asString())
				.isEqualTo("Account call creation rate limit exceeded");
			assertThat(refused.headers().get("Retry-After")).isEqualTo("2");
			JsonNode queued = client.show(second).json();
			assertThat(queued.path("state").asString()).isEqualTo("queued");
			assertThat(queued.path("startTime").isNull()).isTrue();
			JsonNode statistics = client
				.send("GET", "/api/v2/accounts/" + CarrierWorld.ACCOUNT + "/statistics", null, "")
				.json();
			assertThat(statistics.path("currentCallQueueSize").asInt()).isEqualTo(2);
			assertThat(statistics.path("maxCallQueueSize").asInt()).isEqualTo(2);
			assertThat(client.update(second, "{\"state\":\"completed\"}").status()).isEqualTo(200);
			Awaitility.await().until(() -> client.order(SOMEBODY, "").status() == 201);
		}
	}

	@Test
	void accountHasOnlySoManyCallsAtOnce() {
		this.carrier.whenCalled(SOMEBODY, new Callee.NoAnswer());
		for (int i = 0; i < 6; i++) {
			this.carrier.call(CarrierWorld.caller().waitForEnd());
		}
		ApiClient.Response refused = this.api.order(SOMEBODY, "");
		assertThat(refused.status()).isEqualTo(429);
		assertThat(refused.json().path("description").asString()).isEqualTo("Account concurrent call limit exceeded");
		assertThat(placed()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "API_RATE_LIMITED, 429", "API_CALL_LIMIT, 429", "API_ERROR, 500", "API_OVERLOADED, 503" })
	void orderFailsAsOftenAsItIsTold(Fault fault, int status) {
		this.carrier.whenCalled(SOMEBODY, new Callee.Busy(Duration.ZERO), CallFaults.of(fault).forApiRequests(2));
		assertThat(this.api.order(SOMEBODY, "").status()).isEqualTo(status);
		assertThat(this.api.order(SOMEBODY, "").status()).isEqualTo(status);
		assertThat(placed()).isEmpty();
		assertThat(this.api.order(SOMEBODY, "").status()).isEqualTo(201);
		assertThat(placed()).hasSize(1);
	}

	@Test
	void replyThatIsLostDoesNotUndoTheOrder() {
		this.carrier.whenCalled(SOMEBODY, new Callee.Busy(Duration.ZERO), CallFaults.of(Fault.API_REPLY_LOST));
		assertThatException().isThrownBy(() -> this.api.order(SOMEBODY, ",\"tag\":\"lost\""));
		assertThat(placed()).extracting((call) -> call.tag().orElse("")).containsExactly("lost");
		Awaitility.await().until(() -> this.world.service.webhooks("disconnect").size() == 1);
		assertThat(this.api.order(SOMEBODY, "").status()).isEqualTo(201);
	}

	@Test
	void replyThatIsLostDoesNotUndoAChange() {
		this.carrier.whenCalled(SOMEBODY, new Callee.NoAnswer(), CallFaults.of(Fault.API_REPLY_LOST).forApiRequests(2));
		assertThatException().isThrownBy(() -> this.api.order(SOMEBODY, ""));
		SandboxCall call = placed().getFirst();
		assertThatException().isThrownBy(() -> this.api.update(call.callId(), "{\"state\":\"completed\"}"));
		assertThat(Objects.requireNonNull(call.finished().block(CarrierWorld.LONG)).cause()).isEqualTo("cancel");
	}

	@Test
	void newCallIsShownLateAndInAList() {
		this.carrier.whenCalled(SOMEBODY, new Callee.NoAnswer(),
				CallFaults.of(Fault.CALL_SHOWN_LATE, Fault.CALL_SHOWN_AS_LIST));
		String callId = this.api.order(SOMEBODY, "").json().path("callId").asString();
		assertThat(this.api.show(callId).status()).isEqualTo(404);
		JsonNode shown = this.api.show(callId).json();
		assertThat(shown.isArray()).isTrue();
		assertThat(shown.get(0).path("callId").asString()).isEqualTo(callId);
		assertThat(shown.get(0).path("direction").asString()).isEqualTo("outbound");
	}

	@Test
	void callsLeaveOneAfterAnother() {
		this.carrier.whenCalled(SOMEBODY, new Callee.Busy(Duration.ofMillis(1)));
		try (CarrierWorld slow = new CarrierWorld(
				(options) -> options.withLimits(CallLimits.DEFAULTS.of(4, 10, 100)))) {
			ApiClient client = new ApiClient(slow);
			client.order(SOMEBODY, "");
			client.order(SOMEBODY, "");
			client.order(SOMEBODY, "");
			List<SandboxCall> calls = Objects
				.requireNonNull(slow.carrier.placed().take(3).collectList().block(CarrierWorld.LONG));
			long began = System.nanoTime();
			calls.getLast().events().filter(CallEvent.Rings.class::isInstance).next().block(CarrierWorld.LONG);
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(250));
		}
	}

	private List<SandboxCall> placed() {
		return Objects
			.requireNonNull(this.carrier.placed().take(Duration.ofMillis(100)).collectList().block(CarrierWorld.LONG));
	}

	private static void assertRefused(ApiClient.Response response, String why) {
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.json().path("type").asString()).isEqualTo("validation");
		assertThat(response.json().path("description").asString()).contains(why);
	}

}
