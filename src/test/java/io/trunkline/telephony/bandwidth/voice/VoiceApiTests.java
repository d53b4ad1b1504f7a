package io.trunkline.telephony.bandwidth.voice;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.secret.Secret;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

class VoiceApiTests {

	private static final String TOKEN = "/api/v1/oauth2/token";

	private static final String CALL = "/api/v2/accounts/9900000/calls/c-1a2b";

	private static final String BXML = "<?xml version=\"1.0\"?><Bxml><Hangup/></Bxml>";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1a2b"),
			"+12025550123", "+12025550100", Direction.INBOUND);

	@RegisterExtension
	static final WireMockExtension bandwidth = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	private final ConnectionProvider connections = ConnectionProvider.create("voice", 4);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final VoiceApi api = api(Duration.ofSeconds(30), PATIENCE);

	private VoiceApi api(Duration attempt, Duration request) {
		VoiceApiSettings settings = new VoiceApiSettings(URI.create(bandwidth.baseUrl() + "/api/v2"),
				URI.create(bandwidth.baseUrl() + TOKEN), "client", new Secret("secret"), attempt, request);
		WebClient web = VoiceApiConfiguration.webClient(settings, this.connections);
		Scheduler scheduler = Schedulers.parallel();
		AccessTokens tokens = new AccessTokens(web, settings, scheduler, System::nanoTime, InstantSource.system());
		return new VoiceApi(web, tokens, settings, scheduler, InstantSource.system(), this.meters);
	}

	@BeforeEach
	void giveTokens() {
		answerInTurn(() -> post(TOKEN), okJson("{\"access_token\":\"first\"}"),
				okJson("{\"access_token\":\"second\"}"));
	}

	@AfterEach
	void close() {
		this.connections.dispose();
	}

	@Test
	void hangUpCompletesTheCall() {
		bandwidth.stubFor(post(CALL).willReturn(aResponse().withStatus(200)));
		assertDone(this.api.hangUp(LEG));
		bandwidth.verify(1,
				postRequestedFor(urlEqualTo(CALL)).withHeader("Authorization", equalTo("Bearer first"))
					.withHeader("Content-Type", equalTo("application/json"))
					.withRequestBody(equalToJson("{\"state\":\"completed\"}")));
	}

	@Test
	void replacedBxmlIsXml() {
		bandwidth.stubFor(put(CALL + "/bxml").willReturn(aResponse().withStatus(204)));
		assertDone(this.api.replaceBxml(LEG, BXML));
		bandwidth.verify(1,
				putRequestedFor(urlEqualTo(CALL + "/bxml"))
					.withHeader("Content-Type", equalTo("application/xml;charset=UTF-8"))
					.withRequestBody(equalTo(BXML)));
	}

	@Test
	void callThatIsOverNeedsNoHangUp() {
		bandwidth.stubFor(post(CALL).willReturn(error(404, "validation", "Call not found")));
		assertDone(this.api.hangUp(LEG));
		bandwidth.verify(1, postRequestedFor(urlEqualTo(CALL)));
		assertThat(this.meters.getMeters()).isEmpty();
	}

	@Test
	void callThatIsAboutToEndIsAskedOnceMore() {
		bandwidth.stubFor(post(CALL).willReturn(error(409, "validation", "Call is not in a state to be modified")));
		assertDone(this.api.hangUp(LEG));
		bandwidth.verify(2, postRequestedFor(urlEqualTo(CALL)));
	}

	@Test
	void rejectedTokenIsReplacedAndTheRequestMadeAgain() {
		answerInTurn(() -> post(CALL), error(401, "authentication-error", "expired"), aResponse().withStatus(200));
		assertDone(this.api.hangUp(LEG));
		bandwidth.verify(1, postRequestedFor(urlEqualTo(CALL)).withHeader("Authorization", equalTo("Bearer second")));
		bandwidth.verify(2, postRequestedFor(urlEqualTo(TOKEN)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403 })
	void secondRejectionIsFinal(int status) {
		bandwidth.stubFor(post(CALL).willReturn(error(status, "authorization-error", "no access")));
		assertFails(this.api.hangUp(LEG), Kind.UNAUTHORIZED);
		bandwidth.verify(2, postRequestedFor(urlEqualTo(CALL)));
		bandwidth.verify(2, postRequestedFor(urlEqualTo(TOKEN)));
	}

	@Test
	void unknownClientIsNotAskedForAgain() {
		bandwidth
			.stubFor(post(TOKEN).willReturn(aResponse().withStatus(401).withBody("{\"error\":\"invalid_client\"}")));
		assertFails(this.api.hangUp(LEG), Kind.UNAUTHORIZED);
		bandwidth.verify(1, postRequestedFor(urlEqualTo(TOKEN)));
	}

	@ParameterizedTest
	@CsvSource({ "400, REJECTED", "404, GONE", "405, REJECTED", "409, GONE", "415, REJECTED", "500, RETRYABLE",
			"503, RETRYABLE" })
	void changeOfTheCallFailsAtOnce(int status, Kind kind) {
		bandwidth.stubFor(put(CALL + "/bxml").willReturn(error(status, "any", "any")));
		assertFails(this.api.replaceBxml(LEG, BXML), kind);
		bandwidth.verify(1, putRequestedFor(urlEqualTo(CALL + "/bxml")));
	}

	@Test
	void tooManyCallsIsBusyAndNotTriedAgain() {
		bandwidth.stubFor(post(CALL).willReturn(error(429, "error", "Account concurrent call limit exceeded")));
		assertFails(this.api.hangUp(LEG), Kind.BUSY);
		bandwidth.verify(1, postRequestedFor(urlEqualTo(CALL)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "Thu, 01 Jan 1970 00:00:00 GMT" })
	void tooManyRequestsAreTriedAgainWhenBandwidthSays(String retryAfter) {
		answerInTurn(() -> put(CALL + "/bxml"),
				error(429, "error", "Account call creation rate limit exceeded").withHeader("Retry-After", retryAfter),
				aResponse().withStatus(204));
		assertDone(this.api.replaceBxml(LEG, BXML));
		assertThat(this.meters.get("trunkline.provider.errors")
			.tags("provider", "bandwidth", "error", "rate_limit")
			.counter()
			.count()).isOne();
	}

	@Test
	void hangUpSurvivesAnOverloadAndALostConnection() {
		answerInTurn(() -> post(CALL), aResponse().withFault(Fault.EMPTY_RESPONSE), aResponse().withStatus(200));
		assertDone(this.api.hangUp(LEG));
	}

	@ParameterizedTest
	@EnumSource(value = Fault.class, names = { "EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER" })
	void changeIsNotMadeTwiceWhenTheConnectionBreaks(Fault fault) {
		bandwidth.stubFor(put(CALL + "/bxml").willReturn(aResponse().withFault(fault)));
		assertFails(this.api.replaceBxml(LEG, BXML), Kind.RETRYABLE);
		bandwidth.verify(1, putRequestedFor(urlEqualTo(CALL + "/bxml")));
	}

	@Test
	void recordingSurvivesALostConnection() {
		answerInTurn(() -> put(CALL + "/recording"), aResponse().withFault(Fault.EMPTY_RESPONSE),
				aResponse().withStatus(200));
		assertDone(this.api.record(LEG, false));
	}

	@Test
	void oversizeErrorIsStillAnError() {
		bandwidth.stubFor(post(CALL).willReturn(error(400, "validation", "x".repeat(100_000))));
		assertFails(this.api.hangUp(LEG), Kind.REJECTED);
	}

	@Test
	void attemptHasADeadline() {
		bandwidth.stubFor(put(CALL + "/bxml").willReturn(aResponse().withStatus(204).withFixedDelay(20_000)));
		assertFails(api(Duration.ofMillis(200), Duration.ofSeconds(10)).replaceBxml(LEG, BXML), Kind.RETRYABLE);
	}

	@Test
	void nothingIsAskedBeforeAnybodyWaits() {
		assertThat(this.api.hangUp(LEG)).isNotNull();
		bandwidth.verify(0, postRequestedFor(urlEqualTo(TOKEN)));
	}

	private static void assertDone(Mono<Void> request) {
		StepVerifier.create(request).expectComplete().verify(PATIENCE);
	}

	private static void assertFails(Mono<Void> request, Kind kind) {
		StepVerifier.create(request)
			.expectErrorSatisfies((failure) -> assertThat(failure).isInstanceOfSatisfying(TelephonyException.class,
					(telephony) -> assertThat(telephony.kind()).isEqualTo(kind)))
			.verify(PATIENCE);
	}

	private static ResponseDefinitionBuilder error(int status, String type, String description) {
		return aResponse().withStatus(status)
			.withHeader("Content-Type", "application/json")
			.withBody("{\"type\":\"%s\",\"description\":\"%s\",\"id\":null}".formatted(type, description));
	}

	private static void answerInTurn(Supplier<MappingBuilder> request, ResponseDefinitionBuilder first,
			ResponseDefinitionBuilder later) {
		String scenario = "turn " + request.hashCode();
		bandwidth.stubFor(request.get()
			.inScenario(scenario)
			.whenScenarioStateIs(Scenario.STARTED)
			.willSetStateTo("later")
			.willReturn(first));
		bandwidth.stubFor(request.get().inScenario(scenario).whenScenarioStateIs("later").willReturn(later));
	}

}
