package io.trunkline.sandbox.bandwidth;

import java.time.Duration;
import java.util.List;

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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TransferTests {

	private static final String HUMAN = "+12025550199";

	private static final String OTHER = "sip:desk@h.example";

	private static final Duration SOON = Duration.ofMillis(200);

	private final CarrierWorld world = new CarrierWorld();

	private final FakeService service = this.world.service;

	@BeforeEach
	void transferAtOnce() {
		this.service.on("initiate", transfer("transferCompleteUrl=\"bandwidth\" callTimeout=\"1\"", ""));
		this.service.on("transferComplete",
				FakeService.bxml("<Response><SpeakSentence>Back again.</SpeakSentence></Response>"));
	}

	@AfterEach
	void close() {
		this.world.close();
	}

	@SideBySide
	@Test
	void callerTalksToWhoeverAnswersUntilHeHangsUp() {
		SandboxCallReport report = this.world.call(CarrierWorld.caller()
			.whenTransferred(HUMAN, new Callee.Answers(SOON, SOON))
			.waitForTransfer()
			.waitForEnd());
		assertThat(report.transferredTo()).containsExactly(HUMAN);
		assertThat(report.missed()).isEmpty();
		FakeService.Webhook complete = this.service.webhooks("transferComplete").getFirst();
		assertThat(complete.text("cause")).isEqualTo("hangup");
		assertThat(complete.text("callId")).isEqualTo(report.callId());
		assertThat(complete.text("transferTo")).isEqualTo(HUMAN);
		assertThat(complete.text("tag")).isEqualTo("moved");
		FakeService.Webhook disconnect = this.service.webhooks("transferDisconnect").getFirst();
		assertThat(disconnect.text("callId")).startsWith("c-").isNotEqualTo(report.callId());
		assertThat(disconnect.text("parentCallId")).isEqualTo(report.callId());
		assertThat(disconnect.text("direction")).isEqualTo("outbound");
		assertThat(disconnect.text("answerTime")).isNotEmpty();
		assertThat(disconnect.text("transferCallerId")).isEqualTo("+12025550101");
		assertThat(report.heard()).containsExactly("Back", "again.");
	}

	@SideBySide
	@Test
	void busyComesBackToTheService() {
		assertEnds(new Callee.Busy(SOON), "busy");
	}

	@SideBySide
	@Test
	void ringingStopsAfterTheTimeout() {
		assertEnds(new Callee.NoAnswer(), "timeout");
	}

	private void assertEnds(Callee callee, String cause) {
		SandboxCallReport report = this.world.call(CarrierWorld.caller().whenTransferred(HUMAN, callee).waitForEnd());
		assertThat(report.transferredTo()).isEmpty();
		assertThat(report.heard()).containsExactly("Back", "again.");
		assertThat(this.service.webhooks("transferComplete").getFirst().text("cause")).isEqualTo(cause);
		FakeService.Webhook disconnect = this.service.webhooks("transferDisconnect").getFirst();
		assertThat(disconnect.text("cause")).isEqualTo(cause);
		assertThat(disconnect.body().has("answerTime")).isFalse();
		assertThat(report.all(CallEvent.TransferEnded.class)).extracting(CallEvent.TransferEnded::cause)
			.containsExactly(cause);
	}

	@SideBySide
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void endsAreToldInEitherOrder(boolean disconnectLast) {
		Caller caller = CarrierWorld.caller().whenTransferred(HUMAN, new Callee.Busy(SOON)).waitForEnd();
		this.world.call(disconnectLast ? caller.with(CallFaults.of(Fault.TRANSFER_DISCONNECT_LAST)) : caller);
		List<String> order = this.service.webhooks.stream()
			.map(FakeService.Webhook::eventType)
			.filter((type) -> type.startsWith("transfer"))
			.toList();
		List<String> expected = List.of("transferDisconnect", "transferComplete");
		assertThat(order).isEqualTo(disconnectLast ? expected.reversed() : expected);
	}

	@SideBySide
	@Test
	void callerWhoHangsUpEndsBothLegs() {
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForTransfer().pause(SOON).hangUp());
		assertThat(report.cause()).isEqualTo("hangup");
		assertThat(this.service.webhooks("transferDisconnect")).singleElement()
			.satisfies((webhook) -> assertThat(webhook.text("cause")).isEqualTo("hangup"));
		assertThat(this.service.webhooks("transferComplete")).isEmpty();
		assertThat(this.service.webhooks("disconnect")).hasSize(1);
	}

	@SideBySide
	@Test
	void callerWhoHangsUpStopsTheRinging() {
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().whenTransferred(HUMAN, new Callee.NoAnswer()).pause(SOON).hangUp());
		assertThat(report.transferredTo()).isEmpty();
		assertThat(this.service.webhooks("transferDisconnect")).singleElement()
			.satisfies((webhook) -> assertThat(webhook.text("cause")).isEqualTo("cancel"));
	}

	@SideBySide
	@Test
	void firstToAnswerWins() {
		this.service.on("initiate", transfer("", "<SipUri transferDisconnectUrl=\"bandwidth\" username=\"hook\""
				+ " password=\"hook-password\">" + OTHER + "</SipUri>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller()
			.whenTransferred(HUMAN, new Callee.Answers(Duration.ofMillis(800), SOON))
			.whenTransferred(OTHER, new Callee.Answers(SOON, SOON))
			.waitForEnd());
		assertThat(report.transferredTo()).containsExactly(OTHER);
		assertThat(this.service.webhooks("transferDisconnect")).extracting((webhook) -> webhook.text("cause"))
			.containsExactlyInAnyOrder("cancel", "hangup");
	}

	@SideBySide
	@Test
	void oneIsBusyAndTheOtherAnswers() {
		this.service.on("initiate", transfer("", "<SipUri>" + OTHER + "</SipUri>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller()
			.whenTransferred(HUMAN, new Callee.Busy(Duration.ZERO))
			.whenTransferred(OTHER, new Callee.Answers(SOON, SOON))
			.waitForEnd());
		assertThat(report.transferredTo()).containsExactly(OTHER);
	}

	@SideBySide
	@Test
	void withoutCompleteUrlTheNextVerbFollows() {
		this.service.on("initiate", FakeService.bxml("<Response><Transfer callTimeout=\"1\"><PhoneNumber>" + HUMAN
				+ "</PhoneNumber></Transfer><SpeakSentence>Nobody there.</SpeakSentence></Response>"));
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().whenTransferred(HUMAN, new Callee.NoAnswer()).waitForEnd());
		assertThat(report.heard()).containsExactly("Nobody", "there.");
		assertThat(this.service.webhooks("transferDisconnect")).isEmpty();
	}

	@SideBySide
	@Test
	void whoeverAnswersHearsTheServiceFirst() {
		this.service.on("initiate", transferAsking());
		this.service.on("transferAnswer",
				FakeService.bxml("<Response><SpeakSentence>A call for you.</SpeakSentence></Response>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForTransfer().hangUp());
		assertThat(report.transferredTo()).containsExactly(HUMAN);
		assertThat(this.service.webhooks("transferAnswer").getFirst().text("parentCallId")).isEqualTo(report.callId());
	}

	@SideBySide
	@Test
	void whoeverAnswersPressesAKeyToBeConnected() {
		this.service.on("initiate", transferAsking());
		this.service.on("transferAnswer", briefing());
		this.service.on("gather", FakeService.bxml("<Response/>"));
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller()
				.whenTransferred(HUMAN, Callee.person(SOON,
						Caller.someone().waitForAgent().press('1').waitForTransfer().say("Desk here.").pause(SOON)))
				.waitForTransfer()
				.waitForAgent()
				.waitForEnd());
		assertThat(report.missed()).isEmpty();
		assertThat(report.violations()).isEmpty();
		FakeService.Webhook gather = this.service.webhooks("gather").getFirst();
		FakeService.Webhook answer = this.service.webhooks("transferAnswer").getFirst();
		assertThat(gather.text("digits")).isEqualTo("1");
		assertThat(gather.text("terminatingDigit")).isEmpty();
		assertThat(gather.text("tag")).isEqualTo("press");
		assertThat(gather.text("callId")).isEqualTo(answer.text("callId")).isNotEqualTo(report.callId());
		assertThat(gather.text("parentCallId")).isEqualTo(report.callId());
		assertThat(report.legs()).singleElement().satisfies((leg) -> {
			assertThat(leg.callId()).isEqualTo(answer.text("callId"));
			assertThat(leg.heard()).containsExactly("Ann", "calls.", "Press", "one.");
			assertThat(leg.missed()).isEmpty();
		});
		assertThat(report.all(CallEvent.PersonHeard.class)).extracting(CallEvent.PersonHeard::word)
			.containsExactly("Desk", "here.");
	}

	@SideBySide
	@Test
	void whoeverPressesNothingIsAskedAboutAndLetGo() {
		this.service.on("initiate", transferAsking());
		this.service.on("transferAnswer", briefing());
		this.service.on("gather", FakeService.bxml("<Response><Hangup/></Response>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForEnd());
		assertThat(this.service.webhooks("gather").getFirst().text("digits")).isEmpty();
		assertThat(report.transferredTo()).isEmpty();
		assertThat(report.all(CallEvent.TransferPickedUp.class)).hasSize(1);
	}

	@SideBySide
	@Test
	void redirectBeforeTheBridgeIsFollowed() {
		this.service.on("initiate", transferAsking());
		this.service.on("transferAnswer", FakeService.bxml("<Response><Redirect redirectUrl=\"bandwidth\""
				+ " username=\"hook\" password=\"hook-password\" tag=\"again\"/></Response>"));
		this.service.on("redirect", FakeService.bxml("<Response><Tag>x</Tag></Response>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForTransfer().hangUp());
		assertThat(this.service.webhooks("redirect")).singleElement().satisfies((webhook) -> {
			assertThat(webhook.text("tag")).isEqualTo("again");
			assertThat(webhook.text("parentCallId")).isEqualTo(report.callId());
		});
		assertThat(report.transferredTo()).containsExactly(HUMAN);
	}

	@SideBySide
	@Test
	void answerThatIsNoneEndsTheLegAndNotTheCall() {
		this.service.on("initiate",
				FakeService.bxml("<Response><Transfer>"
						+ "<PhoneNumber transferAnswerUrl=\"bandwidth\" username=\"hook\" password=\"hook-password\">"
						+ HUMAN + "</PhoneNumber></Transfer><SpeakSentence>Sorry.</SpeakSentence></Response>"));
		this.service.on("transferAnswer", FakeService.status(500));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForEnd());
		assertThat(report.heard()).containsExactly("Sorry.");
		assertThat(report.all(CallEvent.TransferEnded.class)).extracting(CallEvent.TransferEnded::cause)
			.containsExactly("callback-error");
	}

	@SideBySide
	@Test
	void huntGroupIsRungTogetherAndLosersAreToldFirst() {
		String third = "+12025550177";
		String leg = "<PhoneNumber transferDisconnectUrl=\"bandwidth\" username=\"hook\" password=\"hook-password\">%s"
				+ "</PhoneNumber>";
		this.service.on("initiate",
				transfer("transferCompleteUrl=\"bandwidth\"", leg.formatted("+12025550188") + leg.formatted(third)));
		SandboxCallReport report = this.world.call(CarrierWorld.caller()
			.whenTransferred(HUMAN, new Callee.Rejects(Duration.ofMillis(100)))
			.whenTransferred("+12025550188", new Callee.NoAnswer())
			.whenTransferred(third, new Callee.Answers(SOON, SOON))
			.waitForEnd());
		assertThat(report.all(CallEvent.TransferRings.class)).extracting(CallEvent.TransferRings::to)
			.containsExactly(HUMAN, "+12025550188", third);
		assertThat(report.transferredTo()).containsExactly(third);
		assertThat(this.service.webhooks("transferDisconnect")).extracting((webhook) -> webhook.text("cause"))
			.containsExactly("rejected", "cancel", "hangup");
		assertThat(this.service.webhooks("transferComplete").getFirst().text("transferTo")).isEqualTo(third);
	}

	@SideBySide
	@Test
	void everybodyWhoIsRungSeesWhoCalls() {
		this.service.on("initiate", FakeService.bxml("""
				<Response><Transfer transferCallerId="+12025550100" transferCallerDisplayName="Ann &amp; Co">\
				<PhoneNumber>%s</PhoneNumber><SipUri uui="YWJj;encoding=base64">%s</SipUri></Transfer></Response>"""
			.formatted(HUMAN, OTHER)));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForTransfer().hangUp());
		assertThat(report.all(CallEvent.TransferRings.class)).allSatisfy((rings) -> {
			assertThat(rings.callerId()).isEqualTo("+12025550100");
			assertThat(rings.callerName()).isEqualTo("Ann & Co");
		}).extracting(CallEvent.TransferRings::uui).containsExactly(null, "YWJj;encoding=base64");
	}

	@SideBySide
	@Test
	void callerIsBackWithTheAgentOnANewStream() {
		this.service.on("transferComplete", FakeService.bxml("""
				<Response><StartStream name="second" mode="bidirectional" destination="%s" destinationUsername="hook" \
				destinationPassword="hook-password"/><StopStream name="second" wait="true"/></Response>"""
			.formatted(this.service.mediaUrl())));
		this.service.agent((media) -> media.say("They are busy."));
		SandboxCallReport report = this.world
			.call(CarrierWorld.caller().whenTransferred(HUMAN, new Callee.Busy(SOON)).waitForAgent().hangUp());
		assertThat(report.missed()).isEmpty();
		assertThat(report.heard()).containsExactly("They", "are", "busy.");
	}

	@SideBySide
	@Test
	void phoneBookKnowsThoseOfWhomTheCallerSaysNothing() {
		this.world.carrier.whenCalled(HUMAN, new Callee.Busy(Duration.ZERO));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForEnd());
		assertThat(report.transferredTo()).isEmpty();
		assertThat(this.service.webhooks("transferComplete").getFirst().text("cause")).isEqualTo("busy");
	}

	@SideBySide
	@Test
	void whoeverAnswersMayBeTurnedAway() {
		this.service.on("initiate", transferAsking());
		this.service.on("transferAnswer", FakeService.bxml("<Response><Hangup/></Response>"));
		assertThat(this.world.call(CarrierWorld.caller().waitForEnd()).transferredTo()).isEmpty();
	}

	@SideBySide
	@Test
	void verbThatIsNotAllowedBeforeTheBridgeEndsTheLeg() {
		this.service.on("initiate", transferAsking());
		this.service.on("transferAnswer",
				FakeService.bxml("<Response><Transfer><PhoneNumber>" + HUMAN + "</PhoneNumber></Transfer></Response>"));
		SandboxCallReport report = this.world.call(CarrierWorld.caller().waitForEnd());
		assertThat(report.violations()).hasSize(1);
		assertThat(report.transferredTo()).isEmpty();
	}

	private static FakeService.Reply briefing() {
		return FakeService.bxml("""
				<Response><SpeakSentence>Ann calls.</SpeakSentence><Gather gatherUrl="bandwidth" username="hook" \
				password="hook-password" tag="press" maxDigits="1" firstDigitTimeout="1">\
				<SpeakSentence>Press one.</SpeakSentence></Gather></Response>""");
	}

	private static FakeService.Reply transferAsking() {
		return FakeService.bxml("<Response><Transfer><PhoneNumber transferAnswerUrl=\"bandwidth\" username=\"hook\""
				+ " password=\"hook-password\">" + HUMAN + "</PhoneNumber></Transfer></Response>");
	}

	private static FakeService.Reply transfer(String attributes, String more) {
		return FakeService.bxml("""
				<Response><Transfer %s tag="moved" username="hook" password="hook-password">\
				<PhoneNumber transferDisconnectUrl="bandwidth" username="hook" password="hook-password">%s\
				</PhoneNumber>%s</Transfer></Response>""".formatted(attributes, HUMAN, more));
	}

}
