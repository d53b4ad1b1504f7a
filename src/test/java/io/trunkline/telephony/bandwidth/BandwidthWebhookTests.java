package io.trunkline.telephony.bandwidth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.CarrierNotice.Answerer;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.RecordingSwitchboard;
import io.trunkline.telephony.RecordingSwitchboard.Told;
import io.trunkline.telephony.TransferResult;
import io.trunkline.telephony.WebhookContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class BandwidthWebhookTests implements WebhookContract {

	private static final String CALL = "c-1a2b3c4d-5e6f7a8b-1111-2222-3333-444455556666";

	private static final String RUNG_UP = "c-9f8e7d6c-5b4a3928-7777-8888-9999-000011112222";

	private static final CarrierNotice RECORDED = new CarrierNotice.Recorded("r-1", "complete",
			Duration.ofMillis(12_500),
			"https://voice.bandwidth.com/api/v2/accounts/9912345/calls/" + CALL + "/recordings/r-1/media");

	private static final RecordingSwitchboard switchboard = new RecordingSwitchboard();

	private static final AtomicInteger events = new AtomicInteger();

	private static WebhookServer server;

	@BeforeAll
	static void start() {
		server = WebhookServer.start(switchboard, "trunkline.bandwidth.answer-deadline=1s",
				"trunkline.bandwidth.body-deadline=2s");
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
		return bxml(event("initiate", call));
	}

	@Override
	public String comeBack(String call) {
		return bxml(event("redirect", call));
	}

	@Override
	public void tellEnd(String call) {
		server.post(event("disconnect", call));
	}

	private static byte[] event(String type, String call) {
		return """
				{"eventType":"%s","eventTime":"2026-03-04T05:06:07.120Z","accountId":"9912345","from":"+12025550101",\
				"to":"+12025550102","direction":"inbound","callId":"%s","cause":"hangup"}""".formatted(type, call)
			.getBytes(StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@ValueSource(strings = { "initiate", "initiate-all-fields", "initiate-reordered", "initiate-unknown-fields",
			"initiate-numbers-for-strings", "initiate-wrong-types", "initiate-withheld-caller",
			"initiate-without-caller", "answer-without-detection" })
	void anOfferedCallIsConnected(String fixture) {
		switchboard.begin(() -> Mono.just(new Answer.Connect(new Answer.Token("0AZaz_-9"), 1)));

		String bxml = bxml(fixture);

		assertThat(bxml).isEqualTo(Fixtures.bxml("connect").replace("p&lt;&quot;&amp;'&gt;ss", WebhookServer.PASSWORD));
		assertThat(switchboard.offered).singleElement()
			.satisfies((leg) -> assertThat(leg.callId().value()).isEqualTo(CALL));
		assertThat(switchboard.passed).isEmpty();
		assertThat(switchboard.told).isEmpty();
	}

	@Test
	void whoAnsweredIsToldBeforeTheCallIsOffered() {
		switchboard.begin(() -> {
			assertThat(switchboard.told)
				.containsExactly(new Told("job-17", new CarrierNotice.Recognised(Answerer.HUMAN)));
			return Mono.just(new Answer.Reject());
		});

		assertThat(bxml(anew("answer"))).isEqualTo(Fixtures.bxml("reject"));
		assertThat(switchboard.offered).singleElement().satisfies((leg) -> assertThat(leg.id()).isEqualTo("job-17"));
	}

	@Test
	void aCallThatComesBackIsAskedForAgain() {
		switchboard.begin(() -> Mono.just(new Answer.Connect(new Answer.Token("0AZaz_-9"), 3)));

		assertThat(bxml("redirect")).contains("name=\"agent-3\"");
		assertThat(switchboard.passed).singleElement()
			.satisfies((leg) -> assertThat(leg.callId().value()).isEqualTo(CALL));
		assertThat(switchboard.offered).isEmpty();
	}

	@Test
	void documentsAreUtf8Xml() {
		switchboard.begin(() -> Mono.just(new Answer.Apologise("Désolé")));

		EntityExchangeResult<byte[]> result = server.post(Fixtures.event("initiate"));

		assertThat(result.getResponseHeaders().getFirst(HttpHeaders.CONTENT_TYPE))
			.isEqualTo("application/xml; charset=utf-8");
		assertThat(text(result)).contains("<SpeakSentence>Désolé</SpeakSentence>");
	}

	@Test
	void aCallNobodyServesIsPassedOn() {
		switchboard.begin(() -> Mono.just(new Answer.PassOn(new PhoneNumber("+12025550199"))));

		assertThat(bxml("initiate")).contains("<PhoneNumber>+12025550199</PhoneNumber>");
	}

	@ParameterizedTest
	@MethodSource("failures")
	void aSwitchboardThatFailsLeavesTheCallerWithTheFallback(Mono<Answer> failure) {
		switchboard.begin(() -> failure);

		assertThat(bxml("initiate")).isEqualTo(Fixtures.bxml("fallback"));
		assertThat(bxml("answer")).isEqualTo(Fixtures.bxml("fallback"));
		assertThat(bxml("redirect")).isEqualTo(Fixtures.bxml("fallback"));
		assertThat(bxml("transferComplete")).isEqualTo(Fixtures.bxml("fallback"));
	}

	static Stream<Mono<Answer>> failures() {
		return Stream.of(Mono.error(new IllegalStateException("broken")), Mono.empty(), Mono.never(),
				Mono.error(new AssertionError("broken")), Mono.just(new Answer.Apologise("x".repeat(70_000))));
	}

	@Test
	void aSwitchboardThatThrowsLeavesTheCallerWithTheFallback() {
		switchboard.begin(() -> {
			throw new IllegalArgumentException("thrown");
		});

		assertThat(bxml("initiate")).isEqualTo(Fixtures.bxml("fallback"));
	}

	@ParameterizedTest
	@CsvSource({ "transferAnswer-without-parent, bridge", "redirect-of-transferred-leg, bridge",
			"unknown-synchronous-of-transferred-leg, bridge", "gather, fallback", "bridgeComplete, fallback",
			"bridgeTargetComplete, fallback", "recordComplete, fallback", "recordingComplete, fallback",
			"referComplete, fallback", "conferenceCreated, fallback", "conferenceMemberJoin, fallback",
			"conferenceMemberExit, fallback", "conferenceRedirect, fallback", "unknown-synchronous, fallback" })
	void everyEventThatWaitsGetsADocument(String fixture, String document) {
		assertThat(bxml(fixture)).isEqualTo(Fixtures.bxml(document));
		assertThat(switchboard.offered).isEmpty();
		assertThat(switchboard.passed).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "hangup, TALKED", "busy, BUSY", "timeout, NO_ANSWER", "cancel, NO_ANSWER", "rejected, REJECTED",
			"error, FAILED", "callback-error, FAILED", "unknown, FAILED" })
	void aTransferThatIsOverIsAskedForByItsResult(String cause, TransferResult result) {
		switchboard.begin(() -> Mono.just(new Answer.Connect(new Answer.Token("0AZaz_-9"), 3)));

		byte[] event = Fixtures.event(cause.equals("timeout") ? "transferComplete" : "transferComplete-" + cause);
		String ofAnotherCall = new String(event, StandardCharsets.UTF_8).replace(CALL, "c-" + cause);
		assertThat(bxml(ofAnotherCall.getBytes(StandardCharsets.UTF_8))).contains("name=\"agent-3\"");
		assertThat(switchboard.results).containsExactly(result);
	}

	@ParameterizedTest
	@MethodSource("bridges")
	void whoPicksUpIsSpokenToAsTheSwitchboardWants(BridgeAnswer answer, String document) {
		switchboard.bridge(() -> Mono.just(answer));
		String golden = Fixtures.bxml(document).replace("p&lt;&quot;&amp;'&gt;ss", WebhookServer.PASSWORD);

		assertThat(bxml("transferAnswer")).isEqualTo(golden);
		assertThat(bxml("gather-of-transferred-leg")).isEqualTo(golden);
		assertThat(bxml("gather-of-transferred-leg-without-digits")).isEqualTo(golden);
		assertThat(bxml("transferAnswer-of-a-placed-call")).isEqualTo(golden);
		assertThat(switchboard.bridged).containsExactly(CALL + " " + RUNG_UP, CALL + " " + RUNG_UP + " '1'",
				CALL + " " + RUNG_UP + " ''", "job-17 " + RUNG_UP);
		assertThat(switchboard.offered).isEmpty();
	}

	static Stream<Object[]> bridges() {
		return Stream.of(new Object[] { new BridgeAnswer.Connect(), "bridge" },
				new Object[] { new BridgeAnswer.Decline(), "bridge-declined" },
				new Object[] { new BridgeAnswer.Brief("Ann & Bob want <help>.", false), "bridge-after-a-briefing" },
				new Object[] { new BridgeAnswer.Brief("Ann & Bob want <help>. Press 1 to take the call.", true),
						"bridge-when-accepted" });
	}

	@ParameterizedTest
	@MethodSource("bridgeFailures")
	void whoPicksUpIsConnectedWhenNobodyCanSayOtherwise(Mono<BridgeAnswer> failure) {
		switchboard.bridge(() -> failure);

		assertThat(bxml("transferAnswer")).isEqualTo(Fixtures.bxml("bridge"));
		assertThat(bxml("gather-of-transferred-leg")).isEqualTo(Fixtures.bxml("bridge"));
		assertThat(bxml("gather-of-transferred-leg-declined")).isEqualTo(Fixtures.bxml("bridge-declined"));
		assertThat(bxml("gather-of-transferred-leg-without-digits")).isEqualTo(Fixtures.bxml("bridge-declined"));
	}

	static Stream<Mono<BridgeAnswer>> bridgeFailures() {
		return Stream.of(Mono.error(new IllegalStateException("broken")), Mono.empty(), Mono.never(),
				Mono.just(new BridgeAnswer.Brief("x".repeat(70_000), true)));
	}

	@Test
	void whoNeverTookTheCallHasNotTalked() {
		switchboard.bridge(() -> Mono.just(new BridgeAnswer.Brief("Press 1.", true)));
		bxml("transferAnswer");
		bxml("transferComplete-hangup");
		bxml("transferAnswer");
		switchboard.bridge(() -> Mono.just(new BridgeAnswer.Decline()));
		bxml("gather-of-transferred-leg-declined");
		bxml("transferComplete-hangup");
		bxml("transferComplete-hangup");
		switchboard.bridge(() -> Mono.just(new BridgeAnswer.Brief("Press 1.", true)));
		bxml("transferAnswer");
		switchboard.bridge(() -> Mono.just(new BridgeAnswer.Connect()));
		bxml("gather-of-transferred-leg");
		bxml("transferComplete-hangup");

		assertThat(switchboard.results).containsExactly(TransferResult.REJECTED, TransferResult.REJECTED,
				TransferResult.TALKED, TransferResult.TALKED);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theTwoEndsOfATransferComeInAnyOrderAndTwice(boolean completeFirst) {
		byte[] over = anew("transferDisconnect");
		List<byte[]> told = completeFirst ? List.of(anew("transferComplete-busy"), over, over)
				: List.of(over, over, anew("transferComplete-busy"));

		told.forEach((event) -> assertThat(server.post(event).getStatus().is2xxSuccessful()).isTrue());

		assertThat(switchboard.results).containsExactly(TransferResult.BUSY);
		assertThat(switchboard.told).containsExactly(new Told(CALL, new CarrierNotice.TransferLegEnded("busy", true)));
	}

	@Test
	void aRedirectWithoutIdsGetsTheFallback() {
		assertThat(bxml("{\"eventType\":\"redirect\"}".getBytes(StandardCharsets.UTF_8)))
			.isEqualTo(Fixtures.bxml("fallback"));
	}

	@ParameterizedTest
	@MethodSource("notices")
	void whatHappensToACallIsHandedOnOnce(String fixture, CarrierNotice notice) {
		byte[] event = anew(fixture);
		for (int delivery = 0; delivery < 3; delivery++) {
			assertThat(server.post(event).getStatus().is2xxSuccessful()).isTrue();
		}

		assertThat(switchboard.told).containsExactly(new Told(CALL, notice));
	}

	static Stream<Object[]> notices() {
		return Stream.of(new Object[] { "disconnect", new CarrierNotice.Disconnected("hangup", "") },
				new Object[] { "disconnect-busy", new CarrierNotice.Disconnected("busy", "busy") },
				new Object[] { "disconnect-odd-cause", new CarrierNotice.Disconnected("unknown", "") },
				new Object[] { "mediaStreamStarted", new CarrierNotice.StreamStarted() },
				new Object[] { "mediaStreamRejected", new CarrierNotice.StreamRejected(1, "duplicate") },
				new Object[] { "mediaStreamStopped", new CarrierNotice.StreamStopped(1, false) },
				new Object[] { "mediaStreamStopped-broken", new CarrierNotice.StreamStopped(2, true) },
				new Object[] { "transferDisconnect", new CarrierNotice.TransferLegEnded("busy", true) },
				new Object[] { "transferDisconnect-unanswered", new CarrierNotice.TransferLegEnded("busy", false) },
				new Object[] { "machineDetectionComplete", new CarrierNotice.Recognised(Answerer.MACHINE) },
				new Object[] { "machineDetectionComplete-human", new CarrierNotice.Recognised(Answerer.HUMAN) },
				new Object[] { "machineDetectionComplete-silence", new CarrierNotice.Recognised(Answerer.SILENCE) },
				new Object[] { "machineDetectionComplete-timeout", new CarrierNotice.Recognised(Answerer.UNKNOWN) },
				new Object[] { "machineDetectionComplete-error", new CarrierNotice.Recognised(Answerer.UNKNOWN) },
				new Object[] { "machineDetectionComplete-odd", new CarrierNotice.Recognised(Answerer.UNKNOWN) },
				new Object[] { "machineDetectionComplete-tone-detected",
						new CarrierNotice.Recognised(Answerer.MACHINE) },
				new Object[] { "recordingAvailable", RECORDED }, new Object[] { "recordComplete", RECORDED },
				new Object[] { "recordingComplete", RECORDED },
				new Object[] { "recordingAvailable-failed",
						new CarrierNotice.Recorded("r-1", "error", Duration.ofNanos(1), "") },
				new Object[] { "recordingAvailable-odd", new CarrierNotice.Recorded("", "unknown", Duration.ZERO, "") },
				new Object[] { "transcriptionAvailable",
						new CarrierNotice.Transcribed("tr-1", "available", "https://voice.bandwidth.com/x") },
				new Object[] { "transcriptionAvailable-text", new CarrierNotice.Transcribed("r-1", "available", "") },
				new Object[] { "transcriptionAvailable-failed", new CarrierNotice.Transcribed("tr-1", "failed", "") },
				new Object[] { "transcriptionAvailable-empty", new CarrierNotice.Transcribed("r-1", "unknown", "") },
				new Object[] { "realTimeTranscriptionAvailable",
						new CarrierNotice.Transcribed("t-1", "available", "https://voice.bandwidth.com/x") });
	}

	@Test
	void whatIsToldOfAPlacedCallHasItsName() {
		acknowledge(anew("disconnect-error"));
		acknowledge(anew("transferDisconnect-of-a-placed-call"));

		assertThat(switchboard.told).containsExactly(
				new Told("job-17",
						new CarrierNotice.Disconnected("error",
								"Call to (number) failed: 486 from (address) see 0a0b")),
				new Told("job-17", new CarrierNotice.TransferLegEnded("hangup", true)));
	}

	@Test
	void aKeyHasTheTimeOfItsEventOrElseOfItsArrival() {
		byte[] event = anew("dtmf");
		Instant at = Objects.requireNonNull(BandwidthEventCodec.decode(event).envelope().eventTime());
		acknowledge(event);
		Instant before = Instant.now();
		acknowledge(Fixtures.event("dtmf-without-time"));

		assertThat(switchboard.told).hasSize(2);
		assertThat(switchboard.told.getFirst().notice()).isEqualTo(new CarrierNotice.KeyPressed('5', at));
		assertThat(switchboard.told.getLast().notice()).isInstanceOfSatisfying(CarrierNotice.KeyPressed.class,
				(key) -> assertThat(key.at()).isBetween(before, Instant.now()));
	}

	@Test
	void keysPressedOneAfterAnotherAreAllHandedOn() {
		for (int key = 0; key < 5; key++) {
			acknowledge(anew("dtmf"));
		}

		assertThat(switchboard.told).hasSize(5);
	}

	@ParameterizedTest
	@ValueSource(strings = { "conferenceRecordingAvailable", "realTimeTranscriptionStarted",
			"realTimeTranscriptionRejected", "realTimeTranscriptionStopped", "conferenceCompleted", "dtmf-odd-digit",
			"unknown", "unknown-without-type" })
	void whatNobodyActsOnIsAcknowledged(String fixture) {
		acknowledge(Fixtures.event(fixture));

		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"eventType\":\"disconnect\"}", "{\"eventType\":\"dtmf\",\"digit\":\"1\"}",
			"{\"eventType\":\"disconnect\",\"callId\":\"a b\",\"accountId\":\"1\"}", "{\"eventType\":7}" })
	void noticesWithoutACallAreAcknowledged(String body) {
		acknowledge(body.getBytes(StandardCharsets.UTF_8));

		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	@Test
	void aFailureToTakeNoticeIsNotBandwidthsConcern() {
		switchboard.goDeaf();

		acknowledge(anew("disconnect"));
		assertThat(bxml(anew("recordComplete"))).isEqualTo(Fixtures.bxml("fallback"));
	}

	@ParameterizedTest
	@MethodSource("unreadable")
	void whatIsNoCallIsRefusedAndNotRepeated(String fixture) {
		EntityExchangeResult<byte[]> result = server.post(Fixtures.event(fixture));

		assertThat(result.getStatus()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(result.getResponseHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(text(result)).isEqualTo("""
				{"type":"about:blank","title":"Bad Request","status":400,"detail":"the body is not a call event"}""");
		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	static Stream<String> unreadable() {
		return Stream.of("malformed", "refused").map(Fixtures::events).flatMap(List::stream);
	}

	@Test
	void sixtyFourKilobytesAreRead() {
		byte[] body = padded(65_536);

		bxml(body);

		assertThat(body).hasSize(65_536);
		assertThat(switchboard.offered).hasSize(1);
	}

	@Test
	void aLargerBodyIsRefused() {
		assertThat(server.post(padded(65_537)).getStatus()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE);

		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	@Test
	void anAnnouncedLargerBodyIsRefusedUnread() throws IOException {
		String response = server.exchange(head("POST", "Content-Length: 65537"));

		assertThat(response).startsWith("HTTP/1.1 413 ");
	}

	@Test
	void aLargerBodyInChunksIsRefusedBeforeItsEnd() throws IOException {
		String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";

		String response = server.exchange(head("POST", "Transfer-Encoding: chunked"), chunk, chunk, chunk, chunk,
				"1\r\nx\r\n");

		assertThat(response).startsWith("HTTP/1.1 413 ");
		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 100", "Transfer-Encoding: chunked" })
	void aBodyThatDoesNotEndIsRefusedInTime(String framing) throws IOException {
		String part = framing.startsWith("T") ? "2\r\n{\"\r\n" : "{\"";

		String response = server.exchange(head("POST", framing), part);

		assertThat(response).startsWith("HTTP/1.1 408 ").contains("application/problem+json");
		assertThat(switchboard.hasHeardNothing()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE", "PATCH", "OPTIONS" })
	void onlyPostIsServed(String method) {
		server.client()
			.method(HttpMethod.valueOf(method))
			.uri("/webhooks/bandwidth")
			.header(HttpHeaders.AUTHORIZATION, WebhookServer.basic(WebhookServer.USERNAME, WebhookServer.PASSWORD))
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.METHOD_NOT_ALLOWED)
			.expectHeader()
			.valueEquals(HttpHeaders.ALLOW, "POST")
			.expectBody()
			.returnResult();
	}

	@Test
	void countersHaveClosedTags() {
		for (String fixture : Stream.of("", "malformed", "refused")
			.map(Fixtures::events)
			.flatMap(List::stream)
			.toList()) {
			assertThat(server.post(Fixtures.event(fixture)).getStatus().is5xxServerError()).as(fixture).isFalse();
		}

		Set<String> known = new TreeSet<>();
		for (BandwidthEventType type : BandwidthEventType.values()) {
			known.add(type.wireName());
		}
		assertThat(values("trunkline.webhook", "event")).isSubsetOf(known).hasSizeGreaterThan(25);
		assertThat(values("trunkline.webhook", "status")).isSubsetOf("200", "204", "400", "401", "405", "408", "413");
		assertThat(values("trunkline.security", "event")).isSubsetOf("webhook_malformed", "webhook_too_large",
				"webhook_too_slow", "webhook_method_not_allowed", "webhook_unauthorized");
		assertThat(
				server.meters().get("trunkline.webhook").tags("event", "initiate", "status", "400").counter().count())
			.isGreaterThanOrEqualTo(8);
	}

	@Test
	void logsNameTheCallAndNothingOfTheCaller(CapturedOutput output) {
		switchboard.begin(() -> Mono.error(new IllegalStateException("broken")));
		for (String fixture : Stream.of("", "malformed", "refused")
			.map(Fixtures::events)
			.flatMap(List::stream)
			.toList()) {
			server.post(Fixtures.event(fixture));
		}

		assertThat(output).contains("bandwidth:" + CALL + ": initiate")
			.contains("fallback answer to initiate")
			.doesNotContain("2025550", "Ann", "Anonymous", "forged", WebhookServer.PASSWORD, "digit", "+1202",
					"Miller");
	}

	private static List<String> values(String meter, String tag) {
		return server.meters()
			.find(meter)
			.meters()
			.stream()
			.map(Meter::getId)
			.flatMap((id) -> id.getTags().stream())
			.filter((each) -> each.getKey().equals(tag))
			.map(Tag::getValue)
			.toList();
	}

	private static String bxml(String fixture) {
		return bxml(Fixtures.event(fixture));
	}

	private static String bxml(byte[] event) {
		EntityExchangeResult<byte[]> result = server.post(event);
		assertThat(result.getStatus()).isEqualTo(HttpStatus.OK);
		return text(result);
	}

	private static void acknowledge(byte[] event) {
		EntityExchangeResult<byte[]> result = server.post(event);
		assertThat(result.getStatus()).isEqualTo(HttpStatus.NO_CONTENT);
		assertThat(text(result)).isEmpty();
	}

	private static String text(EntityExchangeResult<byte[]> result) {
		return new String(Objects.requireNonNullElse(result.getResponseBody(), new byte[0]), StandardCharsets.UTF_8);
	}

	/** An event that has not been before: only its time differs. */
	private static byte[] anew(String fixture) {
		Instant time = Instant.parse("2026-03-04T08:00:00.001Z").plusSeconds(events.incrementAndGet());
		return new String(Fixtures.event(fixture), StandardCharsets.UTF_8)
			.replaceFirst("[0-9T:.-]*05:06:07.120Z", time.toString())
			.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] padded(int length) {
		String event = new String(Fixtures.event("initiate"), StandardCharsets.UTF_8).stripTrailing();
		return (event + " ".repeat(length - event.length())).getBytes(StandardCharsets.UTF_8);
	}

	private static String head(String method, String framing) {
		String credentials = WebhookServer.basic(WebhookServer.USERNAME, WebhookServer.PASSWORD);
		return method + " /webhooks/bandwidth HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + credentials
				+ "\r\nContent-Type: application/json\r\n" + framing + "\r\n\r\n";
	}

}
