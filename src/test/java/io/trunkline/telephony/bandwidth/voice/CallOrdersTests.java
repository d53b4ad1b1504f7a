package io.trunkline.telephony.bandwidth.voice;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.secret.Secret;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import io.trunkline.telephony.bandwidth.voice.NewCall.MachineDetection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CallOrdersTests {

	private static final String TOKEN = "/api/v1/oauth2/token";

	private static final String CALLS = "/api/v2/accounts/9900000/calls";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final AccountId ACCOUNT = new AccountId("9900000");

	private static final URI HOOK = URI.create("https://voice.example.com/webhooks/bandwidth");

	private static final NewCall ORDER = new NewCall("+12025550100", "+12025550123", "app-1", HOOK, HOOK, "hook",
			"hook-password", 30, 15, "order-1", null);

	@RegisterExtension
	static final WireMockExtension bandwidth = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	private final ConnectionProvider connections = ConnectionProvider.create("tokens", 4);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private CallOrders orders(String voice, String token, Duration attempt) {
		VoiceApiSettings settings = new VoiceApiSettings(URI.create(voice + "/api/v2"), URI.create(token + TOKEN),
				"client", new Secret("secret"), attempt, PATIENCE);
		WebClient web = VoiceApiConfiguration.webClient(settings, this.connections);
		AccessTokens tokens = new AccessTokens(web, settings, Schedulers.parallel(), System::nanoTime,
				InstantSource.system());
		return new CallOrders(VoiceApiConfiguration.orderClient(settings), tokens, settings, Schedulers.parallel(),
				InstantSource.system(), this.meters);
	}

	private CallOrders orders() {
		return orders(bandwidth.baseUrl(), bandwidth.baseUrl(), Duration.ofSeconds(30));
	}

	@BeforeEach
	void giveTokens() {
		answerInTurn(post(TOKEN), okJson("{\"access_token\":\"first\"}"), post(TOKEN),
				okJson("{\"access_token\":\"second\"}"));
	}

	@AfterEach
	void close() {
		this.connections.dispose();
	}

	@Test
	void orderSaysWhomToCallAndWhereToReport() {
		answer(created("{\"callId\":\"c-1\",\"password\":\"hook-password\"}"));
		assertThat(place(orders(), ORDER)).isEqualTo(new CallId("c-1"));
		bandwidth.verify(1, postRequestedFor(urlEqualTo(CALLS)).withHeader("Authorization", equalTo("Bearer first"))
			.withRequestBody(equalToJson("""
					{"from":"+12025550100","to":"+12025550123","applicationId":"app-1",
					 "answerUrl":"https://voice.example.com/webhooks/bandwidth",
					 "disconnectUrl":"https://voice.example.com/webhooks/bandwidth",
					 "username":"hook","password":"hook-password",
					 "callTimeout":30,"callbackTimeout":15,"tag":"order-1"}""")));
	}

	@Test
	void detectionIsInWholeSeconds() {
		answer(created("{\"callId\":\"c-1\"}"));
		place(orders(), new NewCall("+12025550100", "+12025550123", "app-1", HOOK, HOOK, "hook", "hook-password", 30,
				15, "order-1", new MachineDetection("async", 15, 10, 10, 5, true, HOOK, "hook", "hook-password")));
		bandwidth.verify(1, postRequestedFor(urlEqualTo(CALLS)).withRequestBody(equalToJson("""
				{"machineDetection":{"mode":"async","detectionTimeout":15,"silenceTimeout":10,"speechThreshold":10,
				 "speechEndThreshold":5,"delayResult":true,
				 "callbackUrl":"https://voice.example.com/webhooks/bandwidth","username":"hook",
				 "password":"hook-password"}}""", true, true)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no json", "[]", "{}", "{\"callId\":7.5}", "{\"callId\":\"a/b\"}" })
	void callWithoutAReadableNameHasThatOfItsAddress(String body) {
		answer(created(body).withHeader("Location",
				"https://voice.bandwidth.com/api/v2/accounts/9900000/calls/c-by-address"));
		assertThat(place(orders(), ORDER)).isEqualTo(new CallId("c-by-address"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "https://voice.bandwidth.com/api/v2/accounts/9900000/calls/", "a b", "mailto:x" })
	void callWithoutAnyNameIsUncertain(String location) {
		answer(created("{}").withHeader("Location", location));
		assertThat(refused(orders()).kind()).isEqualTo(Kind.UNCERTAIN);
		assertOrderedOnce();
	}

	@Test
	void rejectedTokenIsReplacedAndTheOrderGivenAgain() {
		answerInTurn(post(CALLS), aResponse().withStatus(401), post(CALLS), created("{\"callId\":\"c-1\"}"));
		assertThat(place(orders(), ORDER)).isEqualTo(new CallId("c-1"));
		bandwidth.verify(1, postRequestedFor(urlEqualTo(CALLS)).withHeader("Authorization", equalTo("Bearer second")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403 })
	void secondRejectionIsFinal(int status) {
		answer(aResponse().withStatus(status));
		assertThat(refused(orders()).kind()).isEqualTo(Kind.UNAUTHORIZED);
		bandwidth.verify(2, postRequestedFor(urlEqualTo(CALLS)));
	}

	@ParameterizedTest
	@CsvSource({ "400, validation, REJECTED", "404, validation, REJECTED", "405, validation, REJECTED",
			"409, validation, REJECTED", "415, validation, REJECTED", "302, moved, REJECTED",
			"503, system-overloaded, RETRYABLE", "503, '', UNCERTAIN", "500, internal-error, UNCERTAIN",
			"502, bad-gateway, UNCERTAIN", "504, '', UNCERTAIN", "408, '', UNCERTAIN", "429, error, BUSY" })
	void whateverBandwidthAnswersTheOrderIsGivenOnce(int status, String type, Kind kind) {
		answer(aResponse().withStatus(status).withBody("{\"type\":\"%s\"}".formatted(type)));
		assertThat(refused(orders()).kind()).isEqualTo(kind);
		assertOrderedOnce();
	}

	@Test
	void tooManyOrdersNameTheTimeToWait() {
		answer(aResponse().withStatus(429)
			.withHeader("Retry-After", "7")
			.withBody("{\"description\":\"Account call creation rate limit exceeded\"}"));
		TelephonyException refused = refused(orders());
		assertThat(refused.kind()).isEqualTo(Kind.BUSY);
		assertThat(refused.retryAfter()).contains(Duration.ofSeconds(7));
	}

	@Test
	void tooManyOrdersWithoutATimeAreOverInASecond() {
		answer(aResponse().withStatus(429).withBody("{\"description\":\"Account call creation rate limit exceeded\"}"));
		assertThat(refused(orders()).retryAfter()).contains(Duration.ofSeconds(1));
	}

	@Test
	void tooManyCallsAreOverWhenOneEnds() {
		answer(aResponse().withStatus(429).withBody("{\"description\":\"Account concurrent call limit exceeded\"}"));
		TelephonyException refused = refused(orders());
		assertThat(refused.kind()).isEqualTo(Kind.BUSY);
		assertThat(refused.retryAfter()).isEmpty();
		assertThat(refused).hasMessageContaining("as many calls as it may have");
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void lostReplyIsUncertainAndTheOrderIsNotGivenAgain(Fault fault) {
		answer(aResponse().withStatus(201).withFault(fault));
		assertThat(refused(orders()).kind()).isEqualTo(Kind.UNCERTAIN);
		assertOrderedOnce();
		assertThat(this.meters.get("trunkline.provider.errors").tags("error", "uncertain").counter().count()).isOne();
	}

	@Test
	void lateReplyIsUncertain() {
		answer(created("{\"callId\":\"c-1\"}").withFixedDelay(20_000));
		assertThat(refused(orders(bandwidth.baseUrl(), bandwidth.baseUrl(), Duration.ofSeconds(1))).kind())
			.isEqualTo(Kind.UNCERTAIN);
		assertOrderedOnce();
	}

	@Test
	void orderThatFindsNobodyIsNotUncertain() throws IOException {
		assertThat(refused(orders("http://127.0.0.1:" + closedPort(), bandwidth.baseUrl(), PATIENCE)).kind())
			.isEqualTo(Kind.RETRYABLE);
	}

	@Test
	void orderWithoutATokenIsNotSent() throws IOException {
		assertThat(refused(orders(bandwidth.baseUrl(), "http://127.0.0.1:" + closedPort(), PATIENCE)).kind())
			.isEqualTo(Kind.RETRYABLE);
		bandwidth.stubFor(post(TOKEN).willReturn(aResponse().withStatus(401)));
		assertThat(refused(orders()).kind()).isEqualTo(Kind.UNAUTHORIZED);
		bandwidth.verify(0, postRequestedFor(urlEqualTo(CALLS)));
	}

	@Test
	void nothingIsAskedBeforeAnybodyWaits() {
		assertThat(orders().place(ACCOUNT, ORDER)).isNotNull();
		bandwidth.verify(0, postRequestedFor(urlEqualTo(TOKEN)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 201, 400, 500 })
	void noFailureShowsWhatBandwidthReadBack(int status) {
		answer(aResponse().withStatus(status)
			.withBody("{\"to\":\"+12025550123\",\"password\":\"hook-password\",\"description\":\"+12025550123\"}"));
		StringWriter trace = new StringWriter();
		refused(orders()).printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).doesNotContain("hook-password", "2025550");
		assertThat(ORDER.toString()).isEqualTo("NewCall[order-1]");
	}

	private static CallId place(CallOrders orders, NewCall order) {
		return Objects.requireNonNull(orders.place(ACCOUNT, order).block(PATIENCE));
	}

	private static TelephonyException refused(CallOrders orders) {
		return catchThrowableOfType(TelephonyException.class, () -> place(orders, ORDER));
	}

	private static void assertOrderedOnce() {
		bandwidth.verify(1, postRequestedFor(urlEqualTo(CALLS)));
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static ResponseDefinitionBuilder created(String body) {
		return aResponse().withStatus(201).withHeader("Content-Type", "application/json").withBody(body);
	}

	private static void answer(ResponseDefinitionBuilder response) {
		bandwidth.stubFor(post(CALLS).willReturn(response));
	}

	private static void answerInTurn(MappingBuilder request, ResponseDefinitionBuilder first, MappingBuilder again,
			ResponseDefinitionBuilder later) {
		String scenario = "turn " + request.hashCode();
		bandwidth.stubFor(request.inScenario(scenario)
			.whenScenarioStateIs(Scenario.STARTED)
			.willSetStateTo("later")
			.willReturn(first));
		bandwidth.stubFor(again.inScenario(scenario).whenScenarioStateIs("later").willReturn(later));
	}

}
