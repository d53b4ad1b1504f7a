package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.trunkline.SideBySide;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.SandboxCallReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OutboundTests {

	private static final String SOMEBODY = "+12025550150";

	private static final Duration SOON = Duration.ofMillis(200);

	private final CarrierWorld world = new CarrierWorld();

	private final FakeService service = this.world.service;

	private final SandboxCarrier carrier = this.world.carrier;

	private final ApiClient api = new ApiClient(this.world);

	@BeforeEach
	void answerWithAStream() {
		this.service.on("answer", FakeService.bxml("""
				<Response><StartStream name="agent" mode="bidirectional" tracks="inbound" destination="%s" \
				destinationUsername="hook" destinationPassword="hook-password"/>\
				<StopStream name="agent" wait="true"/></Response>""".formatted(this.service.mediaUrl())));
	}

	@AfterEach
	void close() {
		this.world.close();
	}

	@SideBySide
	@Test
	void personPicksUpAndTalksToTheAgent() {
		this.service.agent((media) -> media.onWord((same, word) -> {
			if (word.equals("Hello?")) {
				media.say("Good day.");
			}
		}));
		this.carrier.whenCalled(SOMEBODY, Callee.person(SOON,
				Caller.someone().pause(Callee.BREATH).say("Hello?").waitForAgent().say("Bye.").pause(SOON)));
		SandboxCallReport report = ordered(",\"tag\":\"order-1\"");
		assertThat(report.missed()).isEmpty();
		assertThat(report.violations()).isEmpty();
		assertThat(report.heard()).containsExactly("Good", "day.");
		assertThat(this.service.media.getFirst().heard).containsExactly("Hello?", "Bye.");
		assertThat(this.service.webhooks("initiate")).isEmpty();
		FakeService.Webhook answer = this.service.webhooks("answer").getFirst();
		assertThat(answer.text("direction")).isEqualTo("outbound");
		assertThat(answer.text("from")).isEqualTo("+12025550100");
		assertThat(answer.text("to")).isEqualTo(SOMEBODY);
		assertThat(answer.text("answerTime")).isNotEmpty();
		assertThat(answer.text("enqueuedTime")).isNotEmpty();
		assertThat(answer.body().has("machineDetectionResult")).isFalse();
		assertThat(this.service.webhooks).allSatisfy((webhook) -> {
			assertThat(webhook.text("tag")).isEqualTo("order-1");
			assertThat(webhook.text("callId")).isEqualTo(report.callId());
		});
		assertThat(this.service.webhooks("disconnect").getFirst().text("cause")).isEqualTo("hangup");
		assertThat(times(report, CallEvent.Rings.class, CallEvent.Answered.class)).isGreaterThanOrEqualTo(SOON);
	}

	@SideBySide
	@ParameterizedTest
	@CsvSource({ "busy, busy, 486", "rejects, rejected, 603", "rings, timeout, 487", "nobody, rejected, 603" })
	void callThatNobodyTakesEndsWithItsCause(String who, String cause, int sipResponseCode) {
		switch (who) {
			case "busy" -> this.carrier.whenCalled(SOMEBODY, new Callee.Busy(SOON));
			case "rejects" -> this.carrier.whenCalled(SOMEBODY, new Callee.Rejects(SOON));
			case "rings" -> this.carrier.whenCalled(SOMEBODY, new Callee.NoAnswer());
			default -> {
			}
		}
		SandboxCallReport report = ordered(",\"tag\":\"t\",\"callTimeout\":1");
		assertThat(report.cause()).isEqualTo(cause);
		assertThat(this.service.webhooks).singleElement().satisfies((webhook) -> {
			assertThat(webhook.eventType()).isEqualTo("disconnect");
			assertThat(webhook.text("cause")).isEqualTo(cause);
			assertThat(webhook.text("tag")).isEqualTo("t");
			assertThat(webhook.body().path("sipResponseCode").asInt()).isEqualTo(sipResponseCode);
			assertThat(webhook.body().has("answerTime")).isFalse();
		});
	}

	@SideBySide
	@Test
	void machineSpeaksAndBeeps() {
		this.service.agent((media) -> media.onWord((same, word) -> {
			if (word.equals("tone.")) {
				media.say("Too early.");
			}
		}));
		this.service.on("machineDetectionComplete", (webhook) -> FakeService.status(204));
		this.carrier.whenCalled(SOMEBODY, Callee.voicemail(SOON, "Speak after the tone.", Duration.ofSeconds(2)));
		SandboxCall call = order("");
		call.events().filter(CallEvent.CallerBeeped.class::isInstance).next().block(CarrierWorld.LONG);
		SandboxCallReport report = finished(call);
		CallEvent.CallerBeeped beep = report.all(CallEvent.CallerBeeped.class).findFirst().orElseThrow();
		assertThat(beep.until().minus(beep.at())).isEqualTo(Caller.BEEP);
		assertThat(this.service.media.getFirst().heard).containsExactly("Speak", "after", "the", "tone.");
		assertThat(report.heard()).containsExactly("Too", "early.");
		assertThat(this.service.media.getFirst().reader.damage().total()).isZero();
	}

	@SideBySide
	@Test
	void messageIsWhatWasSaidAfterTheBeep() {
		this.service.on("answer", FakeService
			.bxml("<Response><Pause duration=\"1.5\"/><SpeakSentence>Call me.</SpeakSentence></Response>"));
		this.carrier.whenCalled(SOMEBODY,
				Callee.person(Duration.ZERO, Caller.someone().beep().pause(Duration.ofSeconds(4))));
		assertThat(ordered("").messageLeft()).containsExactly("Call", "me.");
	}

	@SideBySide
	@Test
	void screeningMachineAsksAndPutsThePersonThrough() {
		this.service.agent((media) -> media.onWord((same, word) -> {
			if (word.equals("calling?")) {
				media.say("The dentist.");
			}
		}));
		this.carrier.whenCalled(SOMEBODY,
				Callee.screening(SOON, "Who is calling?", Caller.someone().say("Hello, doctor.")));
		SandboxCallReport report = ordered("");
		assertThat(report.missed()).isEmpty();
		assertThat(report.transcript()).containsExactly("caller: Who is calling?", "agent: The dentist.",
				"caller: Hello, doctor.");
	}

	@SideBySide
	@Test
	void detectionIsToldLaterOrNever() {
		String detection = ",\"machineDetection\":{\"mode\":\"async\",\"callbackUrl\":\"%s\",\"username\":\"hook\",\"password\":\"hook-password\"}"
			.formatted(this.service.webhookUrl());
		Callee.PicksUp machine = Callee.voicemail(Duration.ZERO, "Hi.", Duration.ofSeconds(1));
		this.carrier.whenCalled(SOMEBODY, machine.recognisedAs("answering-machine", SOON));
		SandboxCallReport report = ordered(detection);
		assertThat(this.service.webhooks("answer").getFirst().body().has("machineDetectionResult")).isFalse();
		JsonNode result = this.service.webhooks("machineDetectionComplete")
			.getFirst()
			.body()
			.path("machineDetectionResult");
		assertThat(result.path("value").asString()).isEqualTo("answering-machine");
		assertThat(Duration.parse(result.path("duration").asString())).isEqualTo(SOON);
		assertThat(times(report, CallEvent.Answered.class, CallEvent.Recognised.class)).isGreaterThanOrEqualTo(SOON);
		this.carrier.whenCalled(SOMEBODY, machine.neverRecognised());
		ordered(detection);
		assertThat(this.service.webhooks("machineDetectionComplete")).hasSize(1);
	}

	@SideBySide
	@ParameterizedTest
	@CsvSource({ "human, 200, 15, human, 200", "answering-machine, 200, 15, answering-machine, 200",
			"human, 5000, 1, timeout, 1000" })
	void synchronousDetectionDelaysTheAnswer(String value, long after, int timeout, String found, long took) {
		this.carrier.whenCalled(SOMEBODY,
				Callee.silence(Duration.ZERO, Duration.ofSeconds(2)).recognisedAs(value, Duration.ofMillis(after)));
		SandboxCallReport report = ordered(
				",\"machineDetection\":{\"mode\":\"sync\",\"detectionTimeout\":" + timeout + "}");
		JsonNode result = this.service.webhooks("answer").getFirst().body().path("machineDetectionResult");
		assertThat(result.path("value").asString()).isEqualTo(found);
		assertThat(times(report, CallEvent.Answered.class, CallEvent.Webhook.class))
			.isGreaterThanOrEqualTo(Duration.ofMillis(took));
		assertThat(this.service.webhooks("machineDetectionComplete")).isEmpty();
	}

	@SideBySide
	@Test
	void ringingCallCanBeCancelledButNotChanged() {
		this.carrier.whenCalled(SOMEBODY, new Callee.NoAnswer());
		SandboxCall call = order("");
		call.events().filter(CallEvent.Rings.class::isInstance).next().block(CarrierWorld.LONG);
		assertThat(this.api.show(call.callId()).json().path("state").asString()).isEqualTo("initiated");
		assertThat(this.api.put(call.callId(), "<Bxml/>").status()).isEqualTo(409);
		assertThat(this.api.update(call.callId(), "{\"redirectUrl\":\"https://h.example/\"}").status()).isEqualTo(409);
		assertThat(this.api.update(call.callId(), "{\"state\":\"completed\"}").status()).isEqualTo(200);
		assertThat(finished(call).cause()).isEqualTo("cancel");
		assertThat(this.service.webhooks("disconnect").getFirst().text("cause")).isEqualTo("cancel");
	}

	@SideBySide
	@Test
	void answeredCallCanBeChanged() {
		this.carrier.whenCalled(SOMEBODY, Callee.PATIENT);
		SandboxCall call = order("");
		call.events().filter(CallEvent.StreamStarted.class::isInstance).next().block(CarrierWorld.LONG);
		assertThat(this.api.put(call.callId(), "<Bxml><Hangup/></Bxml>").status()).isEqualTo(204);
		assertThat(finished(call).cause()).isEqualTo("hangup");
	}

	@SideBySide
	@Test
	void answerThatComesTooLateEndsTheCall() {
		this.carrier.whenCalled(SOMEBODY, Callee.PATIENT);
		this.service.on("answer", FakeService.bxml("<Response/>").after(Duration.ofSeconds(3)));
		assertThat(ordered(",\"callbackTimeout\":1").cause()).isEqualTo("callback-error");
	}

	@SideBySide
	@Test
	void answerComesTwiceAndTheFirstReplyCounts() {
		this.carrier.whenCalled(SOMEBODY, Callee.silence(Duration.ZERO, SOON), CallFaults.of(Fault.DUPLICATE_INITIATE));
		ordered("");
		assertThat(this.service.webhooks("answer")).hasSize(2);
		assertThat(this.service.media).hasSize(1);
	}

	@SideBySide
	@Test
	void keysThatTheServiceSendsAreHeard() {
		this.service.on("answer", FakeService.bxml("""
				<Response><Pause duration="0.5"/><SendDtmf>1w23#</SendDtmf><Pause duration="10"/></Response>"""));
		this.carrier.whenCalled(SOMEBODY,
				Callee.person(Duration.ZERO, Caller.someone().waitForKeys("1").waitForKeys("23#").say("Sales.")));
		SandboxCallReport report = ordered("");
		assertThat(report.missed()).isEmpty();
		assertThat(report.keysHeard()).isEqualTo("123#");
	}

	@SideBySide
	@Test
	void orderIsReadableWithoutItsPassword() {
		this.carrier.whenCalled(SOMEBODY, new Callee.Busy(Duration.ZERO));
		SandboxCallReport report = ordered(",\"displayName\":\"Dentist\",\"callTimeout\":12.5");
		assertThat(report.all(CallEvent.Ordered.class)).singleElement().satisfies((ordered) -> {
			assertThat(ordered.order()).containsEntry("displayName", "Dentist").containsEntry("callTimeout", 12.5);
			assertThat(ordered.order()).doesNotContainKeys("username", "password");
		});
	}

	@SideBySide
	@Test
	void placedCallsAreSeenFromTheFirst() {
		this.carrier.whenCalled(SOMEBODY, new Callee.Busy(Duration.ZERO));
		ordered(",\"tag\":\"a\"");
		ordered(",\"tag\":\"b\"");
		List<SandboxCall> placed = Objects
			.requireNonNull(this.carrier.placed().take(2).collectList().block(CarrierWorld.LONG));
		assertThat(placed).extracting((call) -> call.tag().orElse("")).containsExactly("a", "b");
		assertThat(placed).allSatisfy((call) -> {
			assertThat(call.to()).isEqualTo(SOMEBODY);
			assertThat(call.from()).isEqualTo("+12025550100");
			assertThat(call.direction()).isEqualTo("outbound");
		});
	}

	private SandboxCallReport ordered(String more) {
		return finished(order(more));
	}

	private SandboxCall order(String more) {
		ApiClient.Response response = this.api.order(SOMEBODY, more);
		assertThat(response.status()).as(response.body()).isEqualTo(201);
		String callId = response.json().path("callId").asString();
		return Objects.requireNonNull(
				this.carrier.placed().filter((call) -> call.callId().equals(callId)).next().block(CarrierWorld.LONG));
	}

	private static SandboxCallReport finished(SandboxCall call) {
		return Objects.requireNonNull(call.finished().block(CarrierWorld.LONG));
	}

	private static Duration times(SandboxCallReport report, Class<? extends CallEvent> from,
			Class<? extends CallEvent> to) {
		return report.all(to).findFirst().orElseThrow().at().minus(report.all(from).findFirst().orElseThrow().at());
	}

}
