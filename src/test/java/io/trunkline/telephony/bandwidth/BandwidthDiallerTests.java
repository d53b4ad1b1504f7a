package io.trunkline.telephony.bandwidth;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.DialPlan;
import io.trunkline.telephony.DialPlan.Detection;
import io.trunkline.telephony.Dialler;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class BandwidthDiallerTests {

	private static final String CALLS = "/api/v2/accounts/9900000/calls";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final DialPlan PLAN = new DialPlan("order-1", new PhoneNumber("+12025550123"), Optional.empty(),
			Duration.ofSeconds(25), Duration.ofSeconds(10), Detection.NONE);

	@RegisterExtension
	static final WireMockExtension bandwidth = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	@BeforeEach
	void takeOrders() {
		VoiceLine.giveTokens(bandwidth);
		bandwidth.stubFor(post(CALLS).willReturn(aResponse().withStatus(201).withBody("{\"callId\":\"c-1\"}")));
	}

	@Test
	void callComesFromTheConfiguredNumberAndReportsToTheWebhook() {
		try (VoiceLine line = line(Map.of())) {
			Dialler dialler = line.bean(Dialler.class);
			assertThat(dialler.carrier()).isEqualTo("bandwidth");
			assertThat(dialler.dial(PLAN).block(PATIENCE)).isEqualTo(new CallId("c-1"));
		}
		assertOrdered("""
				{"from":"+12025550100","to":"+12025550123","applicationId":"app-1",
				 "answerUrl":"https://voice.example.com/webhooks/bandwidth",
				 "disconnectUrl":"https://voice.example.com/webhooks/bandwidth",
				 "username":"bandwidth-user","password":"p<\\"&'>ss",
				 "callTimeout":25,"callbackTimeout":10,"tag":"order-1"}""", false);
	}

	@Test
	void callMayComeFromAnotherNumber() {
		dial(Map.of("from-number", ""), new DialPlan("order-1", PLAN.to(), Optional.of(new PhoneNumber("+12025550177")),
				Duration.ofMillis(1), Duration.ofMillis(2500), Detection.NONE));
		assertOrdered("{\"from\":\"+12025550177\",\"callTimeout\":1,\"callbackTimeout\":3}", true);
	}

	@Test
	void timesStayWithinWhatBandwidthTakes() {
		dial(Map.of(), new DialPlan("order-1", PLAN.to(), Optional.empty(), Duration.ofHours(1), Duration.ofHours(1),
				Detection.NONE));
		assertOrdered("{\"callTimeout\":300,\"callbackTimeout\":25}", true);
	}

	@Test
	void detectionBesideTheCallReportsToTheWebhook() {
		dial(Map.of(),
				new DialPlan("order-1", PLAN.to(), Optional.empty(), PLAN.ring(), PLAN.callback(), Detection.ASYNC));
		assertOrdered("""
				{"machineDetection":{"mode":"async","detectionTimeout":15,"silenceTimeout":10,"speechThreshold":10,
				 "speechEndThreshold":5,"delayResult":false,
				 "callbackUrl":"https://voice.example.com/webhooks/bandwidth","username":"bandwidth-user",
				 "password":"p<\\"&'>ss"}}""", true);
	}

	@Test
	void detectionBeforeTheCallHasNoWebhookAndWholeSeconds() {
		dial(Map.of("detection.timeout", "2500ms", "detection.speech-end", "1s", "detection.delay-result", "true"),
				new DialPlan("order-1", PLAN.to(), Optional.empty(), PLAN.ring(), PLAN.callback(), Detection.SYNC));
		bandwidth.verify(1, postRequestedFor(urlEqualTo(CALLS)).withRequestBody(equalToJson("""
				{"from":"+12025550100","to":"+12025550123","applicationId":"app-1",
				 "answerUrl":"https://voice.example.com/webhooks/bandwidth",
				 "disconnectUrl":"https://voice.example.com/webhooks/bandwidth",
				 "username":"bandwidth-user","password":"p<\\"&'>ss","callTimeout":25,"callbackTimeout":10,
				 "tag":"order-1","machineDetection":{"mode":"sync","detectionTimeout":3,"silenceTimeout":10,
				 "speechThreshold":10,"speechEndThreshold":1,"delayResult":true}}""")));
	}

	@ParameterizedTest
	@CsvSource({ "account-id, '', BANDWIDTH_ACCOUNT_ID", "account-id, a/b, BANDWIDTH_ACCOUNT_ID",
			"application-id, ' ', BANDWIDTH_APPLICATION_ID", "from-number, '', BANDWIDTH_FROM_NUMBER",
			"from-number, 7775550100, BANDWIDTH_FROM_NUMBER", "webhook-username, '', BANDWIDTH_WEBHOOK_USERNAME",
			"webhook-password, '', BANDWIDTH_WEBHOOK_PASSWORD" })
	void errorNamesTheSettingThatIsMissing(String setting, String value, String variable) {
		TelephonyException failure = catchThrowableOfType(TelephonyException.class,
				() -> dial(Map.of(setting, value), PLAN));
		assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
		assertThat(failure).hasMessageContaining("trunkline.bandwidth." + setting + " (" + variable + ")")
			.hasMessageNotContaining("777555");
		bandwidth.verify(0, anyRequestedFor(anyUrl()));
	}

	@Test
	void nobodyIsCalledWhoCouldNotReachUs() {
		try (VoiceLine line = new VoiceLine(bandwidth, "", Map.of())) {
			Dialler dialler = line.bean(Dialler.class);
			assertThat(catchThrowableOfType(TelephonyException.class, () -> dialler.dial(PLAN).block(PATIENCE)))
				.hasMessageContaining("trunkline.public-url (PUBLIC_URL)");
		}
		bandwidth.verify(0, anyRequestedFor(anyUrl()));
	}

	private static void dial(Map<String, String> settings, DialPlan plan) {
		try (VoiceLine line = line(settings)) {
			line.bean(Dialler.class).dial(plan).block(PATIENCE);
		}
	}

	private static VoiceLine line(Map<String, String> settings) {
		return new VoiceLine(bandwidth, "https://voice.example.com", settings);
	}

	private static void assertOrdered(String json, boolean amongOthers) {
		bandwidth.verify(1, postRequestedFor(urlEqualTo(CALLS)).withRequestBody(equalToJson(json, false, amongOthers)));
	}

}
