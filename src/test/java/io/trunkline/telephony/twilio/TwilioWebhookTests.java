package io.trunkline.telephony.twilio;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.CarrierNotice.Answerer;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.RecordingSwitchboard;
import io.trunkline.telephony.RecordingSwitchboard.Told;
import io.trunkline.telephony.StreamPlan;
import io.trunkline.telephony.TransferResult;
import io.trunkline.telephony.WebhookContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import reactor.core.publisher.Mono;

import static io.trunkline.telephony.twilio.TwilioServer.CALL;
import static io.trunkline.telephony.twilio.TwilioServer.form;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class TwilioWebhookTests implements WebhookContract {

	private static final String HOOK = "/webhooks/twilio";

	private static final String HANG_UP = "<?xml version=\"1.0\"?><Response><Hangup/></Response>";

	private static final String CHILD = "CA99999999999999999999999999999999";

	private static final RecordingSwitchboard switchboard = new RecordingSwitchboard();

	private static int delivery;

	private static TwilioServer server;

	@BeforeAll
	static void start() {
		server = TwilioServer.start(switchboard, "trunkline.twilio.answer-deadline=1s",
				"trunkline.twilio.body-deadline=2s");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Override
	public RecordingSwitchboard switchboard() {
		return switchboard;
	}

	@Override
	public String announce(String call) {
		return document(HOOK, form("CallSid", call));
	}

	@Override
	public String comeBack(String call) {
		return document(HOOK + "/after-stream", form("CallSid", call, "CallStatus", "in-progress"));
	}

	@Override
	public void tellEnd(String call) {
		server.post(HOOK + "/status", form("CallSid", call, "CallStatus", "completed"));
	}

	@Test
	void anOfferedCallIsConnected() {
		switchboard.begin(() -> Mono.just(new Answer.Connect(new Answer.Token("0AZaz_-9"), 1)));

		assertThat(twiml(HOOK, form())).isEqualTo("<?xml version=\"1.0\"?><Response>"
				+ "<Connect action=\"https://voice.example.com/webhooks/twilio/after-stream\">"
				+ "<Stream url=\"wss://voice.example.com/media/twilio/0AZaz_-9\" name=\"agent\""
				+ " statusCallback=\"https://voice.example.com/webhooks/twilio/stream\"/></Connect></Response>");
		assertThat(switchboard.offered).singleElement().satisfies((leg) -> {
			assertThat(leg.callId().value()).isEqualTo(CALL);
			assertThat(leg.carrier()).isEqualTo("twilio");
			assertThat(leg.from()).isEqualTo("+12025550123");
			assertThat(leg.to()).isEqualTo("+12025550100");
			assertThat(leg.direction()).isEqualTo(Direction.INBOUND);
		});
	}

	@Test
	void aCallThatWePlacedKeepsItsNameInEveryAddress() {
		switchboard.begin(() -> Mono.just(new Answer.Connect(new Answer.Token("t"), 2,
				new StreamPlan(Map.of("order", "a&b<c"), Optional.empty(), "1w2"))));

		String twiml = twiml(HOOK + "/answer/job-17",
				form("Direction", "outbound-api", "CallStatus", "in-progress", "AnsweredBy", "human"));

		assertThat(twiml).contains("<Play digits=\"1w2\"/>")
			.contains("/webhooks/twilio/after-stream/job-17\"")
			.contains("/webhooks/twilio/stream/job-17\"")
			.contains("name=\"agent-2\"")
			.contains("<Parameter name=\"order\" value=\"a&amp;b&lt;c\"/>");
		assertThat(switchboard.offered).singleElement().satisfies((leg) -> {
			assertThat(leg.id()).isEqualTo("job-17");
			assertThat(leg.direction()).isEqualTo(Direction.OUTBOUND);
		});
		assertThat(switchboard.told).containsExactly(told("job-17", new CarrierNotice.Recognised(Answerer.HUMAN)));
	}

	@Test
	void aCallThatComesBackIsAskedForAgain() {
		twiml(HOOK + "/after-stream/job-17", form("CallStatus", "in-progress"));

		assertThat(switchboard.passed).singleElement().satisfies((leg) -> assertThat(leg.id()).isEqualTo("job-17"));
		assertThat(switchboard.offered).isEmpty();
	}

	@Test
	void aCallThatIsOverIsNotAskedFor() {
		assertThat(twiml(HOOK + "/after-stream", form("CallStatus", "completed"))).isEqualTo(HANG_UP);
		assertThat(twiml(HOOK + "/after-dial", form("CallStatus", "completed", "DialCallStatus", "completed")))
			.isEqualTo(HANG_UP);
		assertThat(switchboard.passed).isEmpty();
		assertThat(switchboard.results).isEmpty();
		assertThat(switchboard.told).contains(told(CALL, new CarrierNotice.Disconnected("completed", "")));
	}

	@ParameterizedTest
	@CsvSource({ "completed, TALKED", "answered, TALKED", "busy, BUSY", "no-answer, NO_ANSWER", "canceled, NO_ANSWER",
			"failed, FAILED", "'', FAILED" })
	void whatCameOfATransferIsTold(String status, TransferResult result) {
		twiml(HOOK + "/after-dial", form("CallStatus", "in-progress", "DialCallStatus", status));

		assertThat(switchboard.results).containsExactly(result);
	}

	@Test
	void whoeverPicksUpIsSpokenToFirst() {
		switchboard.bridge(() -> Mono.just(new BridgeAnswer.Brief("Zoë wants <b>", true)));

		String asked = twiml(HOOK + "/picked-up?call=" + CALL, form("CallSid", CHILD, "CallStatus", "in-progress"));

		assertThat(asked).isEqualTo("<?xml version=\"1.0\"?><Response><Gather input=\"dtmf\" numDigits=\"1\""
				+ " timeout=\"10\" actionOnEmptyResult=\"true\" action=\"https://voice.example.com/webhooks/twilio/"
				+ "decided?call=" + CALL + "\"><Say>Zoë wants &lt;b&gt;</Say></Gather><Hangup/></Response>");
		switchboard.bridge(() -> Mono.just(new BridgeAnswer.Decline()));
		assertThat(twiml(HOOK + "/decided/job-17?call=" + CALL,
				form("CallSid", CHILD, "CallStatus", "in-progress", "Digits", "2")))
			.isEqualTo(HANG_UP);
		assertThat(switchboard.bridged).containsExactly(CALL + " " + CHILD, "job-17 " + CHILD + " '2'");

		twiml(HOOK + "/after-dial", form("CallStatus", "in-progress", "DialCallStatus", "completed"));
		assertThat(switchboard.results).containsExactly(TransferResult.REJECTED);
	}

	@Test
	void whoeverPicksUpGetsTheCallerWhenNobodyCanSayIt() {
		switchboard.bridge(Mono::never);

		assertThat(twiml(HOOK + "/picked-up?call=" + CALL, form("CallSid", CHILD, "CallStatus", "in-progress")))
			.isEqualTo("<?xml version=\"1.0\"?><Response/>");
		assertThat(twiml(HOOK + "/decided?call=" + CALL, form("CallSid", CHILD, "CallStatus", "in-progress")))
			.isEqualTo(HANG_UP);
	}

	@ParameterizedTest
	@CsvSource({ "completed, ''", "busy, ''", "no-answer, ''", "canceled, ''", "failed, SIP 486" })
	void theEndOfACallIsTold(String status, String fault) {
		assertThat(status(HOOK + "/status/job-17", form("CallStatus", status, "SipResponseCode", "486")))
			.isEqualTo(204);
		assertThat(switchboard.told).containsExactly(told("job-17", new CarrierNotice.Disconnected(status, fault)));
	}

	@Test
	void progressIsNoEnd() {
		assertThat(status(HOOK + "/status", form("CallStatus", "in-progress"))).isEqualTo(204);
		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	@Test
	void aNumbersProgressMayComeToItsOwnWebhook() {
		assertThat(status(HOOK, form("CallStatus", "completed"))).isEqualTo(204);
		assertThat(switchboard.offered).isEmpty();
		assertThat(switchboard.told).containsExactly(told(CALL, new CarrierNotice.Disconnected("completed", "")));
	}

	@Test
	void theEndOfALegThatWasRungUpIsItsCallersBusiness() {
		status(HOOK + "/status?call=" + CALL, form("CallSid", CHILD, "CallStatus", "busy"));
		assertThat(switchboard.told).containsExactly(told(CALL, new CarrierNotice.TransferLegEnded("busy", false)));
	}

	@ParameterizedTest
	@CsvSource({ "human, HUMAN", "machine_start, MACHINE", "machine_end_beep, MACHINE", "machine_end_silence, MACHINE",
			"machine_end_other, MACHINE", "fax, MACHINE", "unknown, UNKNOWN", "'', UNKNOWN", "new_word, UNKNOWN" })
	void whoAnsweredIsTold(String answeredBy, Answerer answerer) {
		assertThat(status(HOOK + "/detection/job-17", form("AnsweredBy", answeredBy))).isEqualTo(204);
		assertThat(switchboard.told).containsExactly(told("job-17", new CarrierNotice.Recognised(answerer)));
	}

	@Test
	void streamsAndRecordingsAreTold() {
		status(HOOK + "/stream", form("StreamEvent", "stream-started"));
		status(HOOK + "/stream", form("StreamEvent", "stream-stopped"));
		status(HOOK + "/stream", form("StreamEvent", "stream-error", "StreamError", "31921"));
		status(HOOK + "/recording", form("RecordingSid", "RE1", "RecordingStatus", "completed", "RecordingDuration",
				"58", "RecordingUrl", "https://api.twilio.com/2010-04-01/Accounts/AC2/Recordings/RE1"));
		assertThat(switchboard.told).containsExactly(told(CALL, new CarrierNotice.StreamStarted()),
				told(CALL, new CarrierNotice.StreamStopped(0, false)),
				told(CALL, new CarrierNotice.StreamStopped(0, true)),
				told(CALL, new CarrierNotice.Recorded("RE1", "complete", Duration.ofSeconds(58),
						"https://api.twilio.com/2010-04-01/Accounts/AC2/Recordings/RE1")));
	}

	@Test
	void aSecondDeliveryIsNoNews() {
		Map<String, String> once = form("CallStatus", "busy");
		assertThat(server.post(HOOK + "/status/twice", once).getStatus().value()).isEqualTo(204);
		assertThat(server.post(HOOK + "/status/twice", once).getStatus().value()).isEqualTo(204);
		assertThat(switchboard.told).hasSize(1);
	}

	@Test
	void theFallbackIsValidAndInTime() {
		switchboard.begin(Mono::never);
		assertThat(twiml(HOOK, form())).contains("<Say>We are sorry").contains("<Hangup/>");
		switchboard.begin(() -> Mono.error(new IllegalStateException("broken")));
		assertThat(twiml(HOOK, form())).contains("<Say>We are sorry");
		switchboard.begin(Mono::empty);
		assertThat(twiml(HOOK + "/after-stream", form("CallStatus", "in-progress"))).contains("<Say>We are sorry");
	}

	@Test
	void whatCannotBeACallGetsADocumentAllTheSame() {
		assertThat(twiml(HOOK, Map.of("CallSid", "../x", "AccountSid", "AC1"))).contains("<Say>We are sorry");
		assertThat(twiml(HOOK + "/something-new", form())).contains("<Say>We are sorry");
		assertThat(twiml(HOOK + "/picked-up?call=a..b", form("CallSid", CHILD)))
			.isEqualTo("<?xml version=\"1.0\"?><Response/>");
		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	@Test
	void everyAnswerHasItsDocument() {
		assertThat(answered(new Answer.PassOn(new PhoneNumber("+12025550199")))).contains(
				"<Dial action=\"https://voice.example.com/webhooks/twilio/after-dial\"><Number>+12025550199</Number>");
		assertThat(answered(new Answer.Reject())).contains("<Response><Reject/></Response>");
		assertThat(answered(new Answer.Apologise("Closed."))).contains("<Say>Closed.</Say><Hangup/>");
		assertThat(answered(new Answer.Apologise(" \u0007"))).contains("<Say>We are sorry");
	}

	private static String answered(Answer answer) {
		switchboard.begin(() -> Mono.just(answer));
		return twiml(HOOK, form());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" })
	void aForgedRequestOffersNothing(String signature) {
		assertThat(server.post(HOOK, "CallSid=CA1&AccountSid=AC1", signature).getStatus().value()).isEqualTo(403);
		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	@Test
	void aRequestWithoutASignatureOffersNothing() {
		double before = server.count("trunkline.security", "event", "webhook_forbidden");
		server.client().post().uri(HOOK).bodyValue("CallSid=CA1").exchange().expectStatus().isForbidden().expectBody();
		assertThat(server.count("trunkline.security", "event", "webhook_forbidden")).isEqualTo(before + 1);
	}

	@Test
	void whatTheRequestSaysOfItsHostCountsForNothing() {
		String body = "CallSid=CA1&AccountSid=AC1";
		String said = TwilioSignature.sign(TwilioServer.TOKEN, "https://evil.example.com" + HOOK,
				WebhookForm.read(body));
		server.client()
			.post()
			.uri(HOOK)
			.header(TwilioSignature.HEADER, said)
			.header("X-Forwarded-Host", "evil.example.com")
			.header(HttpHeaders.HOST, "evil.example.com")
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isForbidden()
			.expectBody();
	}

	@Test
	void onlyPostsAreServedAndNotTooLargeOnes() {
		server.client().get().uri(HOOK).exchange().expectStatus().isEqualTo(405).expectBody();
		assertThat(server.post(HOOK, "x".repeat(70_000), "x").getStatus().value()).isEqualTo(413);
	}

	@Test
	void nobodysNumbersAndKeysAreLogged(CapturedOutput output) {
		switchboard.begin(() -> Mono.error(new IllegalStateException("broken")));
		twiml(HOOK, form());
		twiml(HOOK + "/decided?call=" + CALL, form("CallSid", CHILD, "Digits", "8642"));
		assertThat(output.getAll()).doesNotContain("2025550123", "2025550100", "8642", "Zoë");
	}

	private static Told told(String call, CarrierNotice notice) {
		return new Told(call, notice);
	}

	private static String twiml(String path, Map<String, String> form) {
		return document(path, anew(form));
	}

	private static String document(String path, Map<String, String> form) {
		EntityExchangeResult<byte[]> result = server.post(path, form);
		assertThat(result.getStatus().value()).isEqualTo(200);
		assertThat(result.getResponseHeaders().getFirst(HttpHeaders.CONTENT_TYPE)).isEqualTo("text/xml; charset=utf-8");
		return new String(Objects.requireNonNull(result.getResponseBody()), UTF_8);
	}

	private static int status(String path, Map<String, String> form) {
		return server.post(path, anew(form)).getStatus().value();
	}

	/** Each is an event of its own. */
	private static Map<String, String> anew(Map<String, String> form) {
		Map<String, String> numbered = new LinkedHashMap<>(form);
		numbered.put("SequenceNumber", String.valueOf(delivery++));
		return numbered;
	}

}
