package io.trunkline.telephony.twilio;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.DialPlan;
import io.trunkline.telephony.DialPlan.Detection;
import io.trunkline.telephony.Dialler.Line;
import io.trunkline.telephony.Party;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.StreamPlan;
import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import io.trunkline.telephony.TelephonyProperties;
import io.trunkline.telephony.TransferPlan;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.Mono;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TwilioApiTests {

	private static final String ACCOUNT = TwilioServer.ACCOUNT;

	private static final CallLeg LEG = new CallLeg("twilio", new AccountId(ACCOUNT), new CallId(TwilioServer.CALL),
			"+12025550123", "+12025550100", Direction.OUTBOUND, "job-17");

	private static final String CALLS = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls";

	private static final DialPlan PLAN = new DialPlan("job-17", new PhoneNumber("+12025550101"), Optional.empty(),
			Duration.ofSeconds(25), Duration.ofSeconds(10), Detection.NONE);

	@RegisterExtension
	static final WireMockExtension twilio = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	private final RestLine line = new RestLine(twilio.baseUrl(), "https://voice.example.com", Map.of());

	@AfterEach
	void close() {
		this.line.close();
	}

	@Test
	void anOrderSaysWhatTwilioNeedsToKnow() {
		answer(created());

		CallId call = dialler().dial(PLAN).block();

		assertThat(call).isEqualTo(new CallId(TwilioServer.CALL));
		LoggedRequest order = requests().getFirst();
		assertThat(order.getUrl()).isEqualTo(CALLS + ".json");
		assertThat(order.header("Authorization").firstValue()).isEqualTo("Basic " + java.util.Base64.getEncoder()
			.encodeToString((ACCOUNT + ":first").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
		String hook = "https://voice.example.com/webhooks/twilio/";
		assertThat(fields(order))
			.isEqualTo(Map.of("To", "+12025550101", "From", "+12025550100", "Url", hook + "answer/job-17",
					"FallbackUrl", hook + "answer/job-17", "StatusCallback", hook + "status/job-17", "Timeout", "25"));
	}

	@Test
	void machinesAreListenedForBesideTheCall() {
		answer(created());
		dialler().dial(with(Detection.ASYNC)).block();
		dialler().dial(with(Detection.SYNC)).block();

		assertThat(fields(requests().getFirst())).containsEntry("MachineDetection", "Enable")
			.containsEntry("AsyncAmd", "true")
			.containsEntry("MachineDetectionTimeout", "15")
			.containsEntry("MachineDetectionSpeechThreshold", "2400")
			.containsEntry("AsyncAmdStatusCallback", "https://voice.example.com/webhooks/twilio/detection/job-17");
		assertThat(fields(requests().get(1))).containsEntry("MachineDetection", "Enable").doesNotContainKey("AsyncAmd");
	}

	private static DialPlan with(Detection detection) {
		return new DialPlan(PLAN.tag(), PLAN.to(), PLAN.from(), PLAN.ring(), PLAN.callback(), detection);
	}

	@ParameterizedTest
	@CsvSource({ "429, 20429, BUSY", "429, 0, BUSY", "401, 20003, UNAUTHORIZED", "403, 0, UNAUTHORIZED",
			"400, 21211, REJECTED", "400, 21210, REJECTED", "404, 20404, REJECTED", "400, 10004, BUSY",
			"500, 20500, UNCERTAIN", "503, 0, UNCERTAIN", "408, 0, UNCERTAIN" })
	void aRefusedOrderSaysWhatMayBeDone(int status, int code, Kind kind) {
		answer(error(status, code));

		assertThat(kind(dialler().dial(PLAN))).isEqualTo(kind);
		assertThat(requests()).hasSize(1);
	}

	@Test
	void anOrderWhoseAnswerIsLostIsNotGivenAgain() {
		for (Fault fault : List.of(Fault.EMPTY_RESPONSE, Fault.CONNECTION_RESET_BY_PEER,
				Fault.MALFORMED_RESPONSE_CHUNK)) {
			twilio.resetAll();
			answer(aResponse().withStatus(201).withFault(fault));
			assertThat(kind(dialler().dial(PLAN))).isEqualTo(Kind.UNCERTAIN);
			assertThat(requests()).hasSize(1);
		}
		answer(jsonResponse("{}", 201));
		assertThat(kind(dialler().dial(PLAN))).isEqualTo(Kind.UNCERTAIN);
	}

	@Test
	void whatIsNotSetIsNamed() {
		assertThat(dialler().line()).isEqualTo(new Line.Open(new AccountId(ACCOUNT), new PhoneNumber("+12025550100")));
		TwilioProperties nothing = new Binder(new MapConfigurationPropertySource(Map.of("trunkline.twilio.x", "")))
			.bindOrCreate("trunkline.twilio", TwilioProperties.class);
		TwilioDialler closed = new TwilioDialler(this.line.bean(io.trunkline.telephony.twilio.rest.CallsApi.class),
				nothing, new TelephonyProperties("", ""));
		assertThat(closed.line()).isEqualTo(new Line.Missing(List.of("trunkline.public-url (PUBLIC_URL)",
				"trunkline.twilio.account-sid (TWILIO_ACCOUNT_SID)", "trunkline.twilio.auth-token (TWILIO_AUTH_TOKEN)",
				"trunkline.twilio.from-number (TWILIO_FROM_NUMBER)")));
		assertThat(kind(closed.dial(PLAN))).isEqualTo(Kind.REJECTED);
	}

	@Test
	void aCallIsEndedAndThatItWasOverIsFine() {
		answer(jsonResponse("{}", 200));
		control().hangUp(LEG).block();
		assertThat(requests().getFirst().getUrl()).isEqualTo(CALLS + "/" + TwilioServer.CALL + ".json");
		assertThat(fields(requests().getFirst())).isEqualTo(Map.of("Status", "completed"));

		answer(error(404, 20404));
		control().hangUp(LEG).block();
		answer(error(400, 21220));
		control().hangUp(LEG).block();
	}

	@Test
	void anEndIsAskedForUntilItIsThere() {
		answer(error(500, 0));
		assertThat(kind(control().hangUp(LEG))).isEqualTo(Kind.RETRYABLE);
		assertThat(requests()).hasSize(4);
	}

	@Test
	void aTransferIsADocumentOfItsOwn() throws Exception {
		answer(jsonResponse("{}", 200));
		TransferPlan plan = new TransferPlan(List.of(new Party.Phone(new PhoneNumber("+12025550199")),
				new Party.Sip("sip:a@pbx.example.com", "x"), new Party.Sip("no address", "")), "+12025550100", "Zoë",
				Duration.ofSeconds(20), true);

		control().transfer(LEG, 1, plan).block();

		String hook = "https://voice.example.com/webhooks/twilio/";
		com.twilio.twiml.voice.Dial dial = new com.twilio.twiml.voice.Dial.Builder().callerId("+12025550100")
			.timeout(20)
			.action(hook + "after-dial/job-17")
			.number(new com.twilio.twiml.voice.Number.Builder("+12025550199").url(picked(hook))
				.statusCallback(told(hook))
				.build())
			.sip(new com.twilio.twiml.voice.Sip.Builder("sip:a@pbx.example.com").url(picked(hook))
				.statusCallback(told(hook))
				.build())
			.build();
		assertSame(fields(requests().getFirst()).getOrDefault("Twiml", ""),
				new com.twilio.twiml.VoiceResponse.Builder().dial(dial).build().toXml());
	}

	private static URI picked(String hook) {
		return URI.create(hook + "picked-up/job-17?call=" + TwilioServer.CALL);
	}

	private static URI told(String hook) {
		return URI.create(hook + "status/job-17?call=" + TwilioServer.CALL);
	}

	@Test
	void anotherStreamIsADocumentOfItsOwn() throws Exception {
		answer(jsonResponse("{}", 200));
		control()
			.restream(LEG, 1,
					new Answer.Connect(new Answer.Token("abc"), 2,
							new StreamPlan(Map.of("long", "x".repeat(450), "name", "\"a\"&<b>"), Optional.empty(),
									"12w#")))
			.block();

		String hook = "https://voice.example.com/webhooks/twilio/";
		com.twilio.twiml.voice.Stream stream = new com.twilio.twiml.voice.Stream.Builder()
			.url("wss://voice.example.com/media/twilio/abc")
			.name("agent-2")
			.statusCallback(hook + "stream/job-17")
			.parameter(new com.twilio.twiml.voice.Parameter.Builder().name("long").value("x".repeat(450)).build())
			.parameter(new com.twilio.twiml.voice.Parameter.Builder().name("name").value("\"a\"&<b>").build())
			.build();
		com.twilio.twiml.voice.Connect connect = new com.twilio.twiml.voice.Connect.Builder()
			.action(hook + "after-stream/job-17")
			.stream(stream)
			.build();
		assertSame(fields(requests().getFirst()).getOrDefault("Twiml", ""),
				new com.twilio.twiml.VoiceResponse.Builder()
					.play(new com.twilio.twiml.voice.Play.Builder().digits("12w#").build())
					.connect(connect)
					.build()
					.toXml());
	}

	@Test
	void moreThanFitsAnUpdateIsLeftOut() {
		answer(jsonResponse("{}", 200));
		Map<String, String> much = new java.util.TreeMap<>();
		for (int i = 0; i < 20; i++) {
			much.put("name" + i, "<".repeat(300));
		}
		control()
			.restream(LEG, 1,
					new Answer.Connect(new Answer.Token("abc"), 2, new StreamPlan(much, Optional.empty(), "")))
			.block();
		assertThat(fields(requests().getFirst()).getOrDefault("Twiml", "")).hasSizeLessThanOrEqualTo(4000)
			.contains("<Parameter");
	}

	@Test
	void aChangeWhoseAnswerIsLostIsNotMadeAgain() {
		answer(aResponse().withFault(Fault.EMPTY_RESPONSE));
		assertThat(kind(control().transfer(LEG, 1, TransferPlan.to(new PhoneNumber("+12025550199")))))
			.isEqualTo(Kind.RETRYABLE);
		assertThat(requests()).hasSize(1);
		answer(error(400, 21220));
		assertThat(kind(control().transfer(LEG, 1, TransferPlan.to(new PhoneNumber("+12025550199")))))
			.isEqualTo(Kind.GONE);
	}

	@Test
	void aRecordingThatIsNotThereIsBegun() {
		String recordings = CALLS + "/" + TwilioServer.CALL + "/Recordings";
		twilio.stubFor(post(recordings + "/Twilio.CURRENT.json").willReturn(error(404, 20404)));
		twilio.stubFor(post(recordings + ".json").willReturn(jsonResponse("{}", 201)));

		control().record(LEG, true).block();
		assertThat(requests()).extracting(LoggedRequest::getUrl)
			.containsExactlyInAnyOrder(recordings + "/Twilio.CURRENT.json", recordings + ".json");
		assertThat(kind(control().record(LEG, false))).isEqualTo(Kind.GONE);
	}

	private TwilioCallControl control() {
		return this.line.bean(TwilioCallControl.class);
	}

	private TwilioDialler dialler() {
		return this.line.bean(TwilioDialler.class);
	}

	private static void answer(ResponseDefinitionBuilder response) {
		twilio.stubFor(post(anyUrl()).willReturn(response));
	}

	private static ResponseDefinitionBuilder created() {
		return jsonResponse("{\"sid\":\"" + TwilioServer.CALL + "\",\"status\":\"queued\"}", 201);
	}

	private static ResponseDefinitionBuilder error(int status, int code) {
		return (code == 0) ? aResponse().withStatus(status) : jsonResponse(
				"{\"code\":" + code + ",\"message\":\"to +12025550101\",\"status\":" + status + "}", status);
	}

	private static List<LoggedRequest> requests() {
		return twilio.findAll(postRequestedFor(anyUrl()));
	}

	private static Map<String, String> fields(LoggedRequest request) {
		Map<String, String> fields = new java.util.HashMap<>();
		WebhookForm.read(request.getBodyAsString())
			.parameters()
			.forEach((parameter) -> fields.put(parameter.name(), parameter.value()));
		return fields;
	}

	private static Kind kind(Mono<?> request) {
		return assertThatExceptionOfType(TelephonyException.class).isThrownBy(request::block)
			.satisfies((failure) -> assertThat(failure).message().doesNotContain("2025550101"))
			.actual()
			.kind();
	}

	/** Attributes may stand in any order. */
	private static void assertSame(String ours, String twilios) throws Exception {
		assertThat(dom(ours).isEqualNode(dom(twilios))).as("%s%n%s", ours, twilios).isTrue();
	}

	private static org.w3c.dom.Element dom(String xml) throws Exception {
		return DocumentBuilderFactory.newDefaultInstance()
			.newDocumentBuilder()
			.parse(new ByteArrayInputStream(xml.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
			.getDocumentElement();
	}

}
