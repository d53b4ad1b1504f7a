package io.trunkline.sandbox.bandwidth;

import java.util.Objects;

import io.trunkline.sandbox.bandwidth.ApiClient.Response;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.SandboxCallReport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class VoiceApiTests {

	private static final String XML = "application/xml; charset=utf-8";

	private final CarrierWorld world = new CarrierWorld();

	private final ApiClient api = new ApiClient(this.world);

	@AfterEach
	void close() {
		this.world.close();
	}

	@Test
	void tokenIsGivenToTheClient() {
		assertThat(this.api.token().status()).isEqualTo(200);
		assertThat(this.api.token().json().path("expires_in").isNumber()).isTrue();
		this.api.authorize("Basic bm9ib2R5Om5vdGhpbmc=");
		Response refused = send("POST", "/api/v1/oauth2/token", "application/x-www-form-urlencoded",
				"grant_type=client_credentials");
		assertThat(refused.status()).isEqualTo(401);
		assertThat(refused.json().path("error").asString()).isEqualTo("invalid_client");
		this.world.carrier.refuseTokens(1);
		assertIs(this.api.token(), 429);
		assertThat(this.api.token().status()).isEqualTo(200);
	}

	@Test
	void withoutAGoodTokenThereIsNoAccess() {
		SandboxCall call = answered(CarrierWorld.caller().waitForEnd());
		this.world.carrier.revokeTokens();
		Response response = send("GET", path(call), null, "");
		assertThat(response.status()).isEqualTo(401);
		assertThat(response.json().path("type").asString()).isEqualTo("authentication-error");
	}

	@Test
	void accountOfSomebodyElseIsForbidden() {
		Response response = send("GET", "/api/v2/accounts/1234567/calls/c-1", null, "");
		assertThat(response.status()).isEqualTo(403);
		assertThat(response.json().path("type").asString()).isEqualTo("authorization-error");
	}

	@Test
	void completedEndsTheCall() {
		SandboxCall call = answered(CarrierWorld.caller().waitForEnd());
		assertIs(update(call, "{\"state\":\"completed\"}"), 200);
		SandboxCallReport report = finished(call);
		assertThat(report.cause()).isEqualTo("hangup");
		assertThat(report.missed()).isEmpty();
		assertThat(report.all(CallEvent.ApiRequest.class)).singleElement()
			.satisfies((request) -> assertThat(request.status()).isEqualTo(200));
		assertThat(update(call, "{\"state\":\"completed\"}").status()).isEqualTo(404);
	}

	@Test
	void redirectInterruptsTheRunningVerb() {
		this.world.service.on("redirect",
				FakeService.bxml("<Response><SpeakSentence>Something else.</SpeakSentence></Response>"));
		SandboxCall call = answered(CarrierWorld.caller().waitForEnd());
		assertIs(update(call, """
				{"state":"active","redirectUrl":"%s","username":"hook","password":"hook-password","tag":"t"}"""
			.formatted(this.world.service.webhookUrl())), 200);
		assertThat(finished(call).heard()).containsExactly("Something", "else.");
		assertThat(this.world.service.webhooks("redirect").getFirst().text("tag")).isEqualTo("t");
	}

	@Test
	void putReplacesTheDocument() {
		SandboxCall call = answered(CarrierWorld.caller().waitForTransfer().hangUp());
		assertIs(put(call, XML, "<Bxml><StopStream name=\"agent\"/><Transfer><PhoneNumber>+12025550199"
				+ "</PhoneNumber></Transfer></Bxml>"), 204);
		SandboxCallReport report = finished(call);
		assertThat(report.transferredTo()).containsExactly("+12025550199");
		assertThat(report.all(CallEvent.StreamStopped.class)).singleElement()
			.satisfies((stopped) -> assertThat(stopped.cause()).isEqualTo("closed"));
		assertThat(this.world.service.media.getFirst().has("stop")).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			415 | text/plain       | <Bxml/>
			400 | application/xml  | <Response/>
			400 | application/xml  | <Bxml>
			400 | application/xml  | <Bxml><Say/></Bxml>
			400 | application/xml  | <Bxml><Redirect redirectUrl="/relative"/></Bxml>
			400 | application/xml  | ''
			""")
	void badDocumentIsRefusedAndChangesNothing(int status, String contentType, String xml) {
		SandboxCall call = answered(CarrierWorld.caller().waitForEnd());
		Response response = put(call, contentType, xml);
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.json().path("type").asString()).isEqualTo("validation");
		assertThat(response.json().path("description").asString()).isNotEmpty();
		assertThat(state(call)).isEqualTo("answered");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			hello
			[]
			{"state":"ended"}
			{"state":"active"}
			{"redirectUrl":"/relative"}
			{"redirectUrl":"http://h.example/","username":"u","password":"p"}
			{"redirectUrl":"https://h.example/","username":"u"}
			{"redirectUrl":"https://h.example/","redirectMethod":"PATCH"}
			{"redirectUrl":17}
			{"state":"completed","redirectUrl":"https://h.example/"}
			{"state":"completed","tag":"t"}
			{"state":"completed","reason":"x"}
			""")
	void badUpdateIsRefusedAndChangesNothing(String json) {
		SandboxCall call = answered(CarrierWorld.caller().waitForEnd());
		Response response = update(call, json);
		assertThat(response.status()).isEqualTo(400);
		assertThat(response.json().path("description").asString()).isNotEmpty();
		assertThat(state(call)).isEqualTo("answered");
	}

	@Test
	void updateMustBeJson() {
		SandboxCall call = answered(CarrierWorld.caller().waitForEnd());
		assertThat(send("POST", path(call), "text/plain", "{\"state\":\"completed\"}").status()).isEqualTo(415);
	}

	@Test
	void callCanBeSeenDuringAndAfterIt() {
		SandboxCall call = answered(CarrierWorld.caller().waitForEnd());
		JsonNode during = send("GET", path(call), null, "").json();
		assertThat(during.path("state").asString()).isEqualTo("answered");
		assertThat(during.path("answerTime").isString()).isTrue();
		call.hangUp().block(CarrierWorld.LONG);
		finished(call);
		Awaitility.await().until(() -> state(call).equals("disconnected"));
		JsonNode after = send("GET", path(call), null, "").json();
		assertThat(after.path("disconnectCause").asString()).isEqualTo("hangup");
		assertThat(send("GET", "/api/v2/accounts/" + CarrierWorld.ACCOUNT + "/calls/c-unknown", null, "").status())
			.isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "API_NOT_FOUND, 404", "API_CONFLICT, 409", "API_RATE_LIMITED, 429", "API_CALL_LIMIT, 429",
			"API_ERROR, 500", "API_OVERLOADED, 503" })
	void apiFailsAsOftenAsItIsTold(Fault fault, int status) {
		SandboxCall call = answered(CarrierWorld.caller().waitForEnd().with(CallFaults.of(fault).forApiRequests(2)));
		assertThat(update(call, "{\"state\":\"completed\"}").status()).isEqualTo(status);
		assertThat(put(call, XML, "<Bxml/>").status()).isEqualTo(status);
		assertThat(update(call, "{\"state\":\"completed\"}").status()).isEqualTo(200);
		assertThat(finished(call).all(CallEvent.ApiRequest.class)).extracting(CallEvent.ApiRequest::status)
			.containsExactly(status, status, 200);
	}

	private SandboxCall answered(Caller caller) {
		SandboxCall call = this.world.carrier.call(caller);
		call.events().filter(CallEvent.StreamStarted.class::isInstance).blockFirst(CarrierWorld.LONG);
		return call;
	}

	private static SandboxCallReport finished(SandboxCall call) {
		return Objects.requireNonNull(call.finished().block(CarrierWorld.LONG));
	}

	private String state(SandboxCall call) {
		return send("GET", path(call), null, "").json().path("state").asString();
	}

	private static void assertIs(Response response, int status) {
		assertThat(response.status()).isEqualTo(status);
		assertThat(response.body()).isEmpty();
	}

	private Response update(SandboxCall call, String json) {
		return send("POST", path(call), "application/json", json);
	}

	private Response put(SandboxCall call, String contentType, String xml) {
		return send("PUT", path(call) + "/bxml", contentType, xml);
	}

	private static String path(SandboxCall call) {
		return "/api/v2/accounts/" + CarrierWorld.ACCOUNT + "/calls/" + call.callId();
	}

	private Response send(String method, String path, @Nullable String contentType, String body) {
		return this.api.send(method, path, contentType, body);
	}

}
