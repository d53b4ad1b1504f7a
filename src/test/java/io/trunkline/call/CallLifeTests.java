package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.trunkline.language.ToolCall;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.BridgeAnswer;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CarrierNotice;
import io.trunkline.telephony.CarrierState;
import io.trunkline.telephony.FakeMediaStream;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.RecordingPlan;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class CallLifeTests {

	private static final CallLeg LEG = Pod.leg();

	private static final ToolCall TRANSFER = new ToolCall("call_1", "transfer", "{\"destination\":\"sales\"}");

	private final Pod pod = new Pod("transfer.destinations.sales.to", "+12025550111",
			"transfer.destinations.sales.briefing", "A call from {{caller}}.", "transfer.destinations.sales.ask",
			"true", "variables.name", "friend");

	@AfterEach
	void oneEndAndNothingLeft() {
		this.pod.pass(Duration.ofHours(5).toMillis());
		assertThat(this.pod.told(CallEvent.Ended.class)).hasSize(1);
		this.pod.assertNothingIsLeft();
	}

	@Test
	void callIsToldFromItsOfferToItsEnd() {
		FakeMediaStream stream = this.pod.open(offer());
		stream.end(MediaStream.Ending.STOPPED);
		this.pod.pass(100);
		disconnect("hangup");
		disconnect("hangup");
		assertThat(this.pod.events).filteredOn((event) -> !(event instanceof CallEvent.AgentSpoke))
			.extracting(Object::getClass)
			.containsExactly(CallEvent.Offered.class, CallEvent.Answered.class, CallEvent.StreamOver.class,
					CallEvent.Ended.class);
		assertThat(this.pod.events.getLast())
			.isEqualTo(new CallEvent.Ended(Outcome.CALLER_HANGUP, "hangup", Duration.ofMillis(600)));
	}

	@Test
	void callIsCountedOnceHoweverManyStreamsItHad() {
		this.pod.open(offer()).end(MediaStream.Ending.BROKEN);
		this.pod.pass(100);
		this.pod.open(passed()).end(MediaStream.Ending.STOPPED);
		disconnect("hangup");
		this.pod.pass(100);
		assertThat(this.pod.meters.get("trunkline.calls").counter().count()).isOne();
		assertThat(this.pod.meters.get("trunkline.calls").tag("end_reason", "caller_hangup").counter().count()).isOne();
	}

	@Test
	void endComesAfterTheStreamsEndAlsoWhenTheCarrierTellsItFirst() {
		this.pod.open(offer());
		disconnect("hangup");
		assertThat(this.pod.told(CallEvent.Ended.class)).isEmpty();
		this.pod.pass(100);
		assertThat(this.pod.events.getLast()).isInstanceOf(CallEvent.Ended.class);
		assertThat(this.pod.told(CallEvent.StreamOver.class)).hasSize(1);
	}

	@Test
	void callThatTheCarrierForgetsIsOverByItself() {
		this.pod.open(offer()).end(MediaStream.Ending.STOPPED);
		this.pod.pass(59_000);
		assertThat(this.pod.told(CallEvent.Ended.class)).isEmpty();
		this.pod.pass(2000);
		assertThat(this.pod.told(CallEvent.Ended.class)).hasSize(1);
	}

	@Test
	void streamThatReplacesAnUnheardOneBeginsWithTheGreeting() {
		offer();
		this.pod.calls.notice(LEG, new CarrierNotice.StreamRejected(1, "connection-error"));
		this.pod.open(passed());
		this.pod.pass(2000);
		assertThat(this.pod.told(CallEvent.AgentSpoke.class)).extracting(CallEvent.AgentSpoke::written)
			.contains("Hello.");
		disconnect("hangup");
	}

	@Test
	void rejectedStreamGivesItsPlaceBackAtOnce() {
		Answer first = offer();
		this.pod.calls.notice(LEG, new CarrierNotice.StreamRejected(1, "connection-error"));
		assertThat(this.pod.permits.reserved()).isZero();
		assertThat(this.pod.told(CallEvent.Faulted.class)).hasSize(1);
		assertThat(this.pod.admit(first)).isEmpty();
		this.pod.open(passed()).end(MediaStream.Ending.STOPPED);
		disconnect("hangup");
	}

	@Test
	void socketOfACallThatIsOverIsClosed() {
		var admitted = this.pod.admit(offer()).orElseThrow();
		disconnect("cancel");
		FakeMediaStream stream = new FakeMediaStream(this.pod.loop);
		this.pod.loop.execute(() -> admitted.serve(stream).subscribe());
		this.pod.pass(100);
		assertThat(stream.isClosed()).isTrue();
		assertThat(this.pod.told(CallEvent.Answered.class)).isEmpty();
	}

	@Test
	void callThatIsGoneBeforeItsOfferIsToldOnce() {
		disconnect("cancel");
		assertThat(offer()).isEqualTo(new Answer.HangUp());
		assertThat(this.pod.told(CallEvent.Refused.class)).hasSize(1);
		assertThat(this.pod.told(CallEvent.Ended.class))
			.containsExactly(new CallEvent.Ended(Outcome.CALLER_HANGUP, "cancel", Duration.ZERO));
	}

	@Test
	void callerOfABusyTransferIsSpokenToAtOnceAndTheModelKnowsWhy() {
		transfer();
		this.pod.calls.notice(LEG, new CarrierNotice.TransferLegEnded("busy", false));
		Answer back = this.pod.calls.transferOver(LEG, TransferResult.BUSY).block();
		assertThat(this.pod.told(CallEvent.TransferBegan.class)).containsExactly(new CallEvent.TransferBegan("sales"));
		assertThat(this.pod.told(CallEvent.TransferOver.class))
			.containsExactly(new CallEvent.TransferOver("sales", TransferResult.BUSY));
		this.pod.open(back);
		assertThat(this.pod.session().histories()).singleElement()
			.satisfies((history) -> assertThat(history.toString()).contains("A person, please.", "line there is busy"));
		disconnect("hangup");
	}

	@Test
	void whoeverPicksUpIsBriefedAndDecides() {
		transfer();
		assertThat(this.pod.control.plan().briefed()).isTrue();
		CallId other = new CallId("c-2");
		assertThat(this.pod.calls.pickedUp(LEG, other).block())
			.isEqualTo(new BridgeAnswer.Brief("A call from +12025550123.", true));
		assertThat(this.pod.calls.decided(LEG, other, "").block()).isEqualTo(new BridgeAnswer.Decline());
		assertThat(this.pod.calls.decided(LEG, other, "1").block()).isEqualTo(new BridgeAnswer.Connect());
		assertThat(this.pod.told(CallEvent.Bridged.class)).hasSize(1);
		assertThat(this.pod.calls.transferOver(LEG, TransferResult.TALKED).block()).isEqualTo(new Answer.HangUp());
		disconnect("hangup");
		assertThat(this.pod.told(CallEvent.Ended.class)).extracting(CallEvent.Ended::outcome)
			.containsExactly(Outcome.TRANSFERRED);
	}

	@Test
	void whoeverPicksUpAfterTheCallerIsBackIsLetGo() {
		transfer();
		this.pod.open(this.pod.calls.transferOver(LEG, TransferResult.NO_ANSWER).block());
		assertThat(this.pod.calls.pickedUp(LEG, new CallId("c-2")).block()).isEqualTo(new BridgeAnswer.Decline());
		assertThat(this.pod.calls.decided(LEG, new CallId("c-2"), "1").block()).isEqualTo(new BridgeAnswer.Decline());
		disconnect("hangup");
	}

	@Test
	void bridgedCallerIsNotHungUp() {
		transfer();
		CallCommands commands = new LiveCommands(this.pod.calls);
		assertThat(failure(commands.hangUp("c-1"))).isEqualTo(CallCommandException.Kind.CONFLICT);
		assertThat(this.pod.control.asked()).containsExactly("transfer");
	}

	@Test
	void transferOfUnknownOutcomeIsUnderstoodWhenItsResultComes() {
		this.pod.control.is(CarrierState.CUT_OFF);
		transfer();
		FakeMediaStream stream = this.pod.lastStream();
		stream.end(MediaStream.Ending.STOPPED);
		this.pod.pass(100);
		assertThat(this.pod.calls.transferOver(LEG, TransferResult.BUSY).block()).isInstanceOf(Answer.Connect.class);
		disconnect("hangup");
	}

	@Test
	void keysArePressedBetweenTwoStreamsOfOneConversation() {
		FakeMediaStream first = this.pod.open(offer());
		this.pod.session().hear("Press one for me.");
		CallLife life = this.pod.calls.find("c-1").orElseThrow();
		new CallDeparture(List.of(this.pod.control), Optional.empty(), new CallMeters(this.pod.meters)).telling(life)
			.press(LEG, 1, "1w2")
			.block();
		assertThat(this.pod.control.next().stream()).isEqualTo(2);
		assertThat(this.pod.control.next().plan().digits()).isEqualTo("1w2");
		first.end(MediaStream.Ending.STOPPED);
		this.pod.pass(100);
		this.pod.open(this.pod.control.next());
		assertThat(this.pod.session().histories().getFirst().toString()).contains("Press one for me.",
				"The keys were pressed");
		disconnect("hangup");
	}

	@Test
	void refusedKeysLeaveTheStreamAsItWas() {
		this.pod.open(offer());
		this.pod.control.is(CarrierState.OVER);
		CallLife life = this.pod.calls.find("c-1").orElseThrow();
		new CallDeparture(List.of(this.pod.control), Optional.empty(), new CallMeters(this.pod.meters)).telling(life)
			.press(LEG, 1, "1")
			.onErrorComplete()
			.block();
		assertThat(this.pod.permits.reserved()).isZero();
		assertThat(this.pod.permits.active()).isOne();
		disconnect("hangup");
	}

	@Test
	void placedCallIsToldFromTheDiallingOn() {
		CallLeg unknownToItsCarrier = Pod.placed("order-1");
		this.pod.calls.dialling(unknownToItsCarrier, "reception", "v1");
		assertThat(this.pod.events).containsExactly(new CallEvent.Offered("reception", "v1"));
		this.pod.calls.notice(Pod.placed("c-9"), new CarrierNotice.Disconnected("busy", ""));
		assertThat(this.pod.told(CallEvent.Ended.class)).extracting(CallEvent.Ended::outcome)
			.containsExactly(Outcome.NOT_REACHED);
		this.pod.calls.notPlaced(unknownToItsCarrier, "lost");
	}

	@Test
	void placedCallHasTheAgentAndVariablesOfItsOrder() {
		this.pod.orders.put("order-1", new Orders.Order("reception", Map.of("name", "Ada")));
		this.pod.calls.dialling(Pod.placed("order-1"), "reception", "v1");
		Answer answer = this.pod.calls.offered(Pod.placed("c-9")).block();
		assertThat(answer).isInstanceOfSatisfying(Answer.Connect.class, (connect) -> {
			assertThat(connect.plan().parameters()).isEqualTo(Map.of("name", "Ada"));
			assertThat(connect.plan().recording()).isEmpty();
		});
		this.pod.open(answer);
		assertThat(this.pod.told(CallEvent.Offered.class)).hasSize(1);
		this.pod.calls.notice(Pod.placed("c-9"), new CarrierNotice.Disconnected("hangup", ""));
	}

	@Test
	void recordingWaitsForTheDisclosure() {
		Pod recorded = new Pod("recording.enabled", "true", "phrases.disclosure", "We record.");
		assertThat(recorded.calls.offered(LEG).block()).isInstanceOfSatisfying(Answer.Connect.class,
				(connect) -> assertThat(connect.plan().recording())
					.contains(new RecordingPlan(true, RecordingPlan.Format.WAV, false, false)));
		recorded.calls.notice(LEG, new CarrierNotice.Disconnected("hangup", ""));
		recorded.assertNothingIsLeft();
		assertThat(offer()).isInstanceOf(Answer.Connect.class);
		disconnect("hangup");
	}

	@Test
	void anotherPodServesAPlacedCallWithItsOrder() {
		this.pod.orders.put("order-1", new Orders.Order("reception", Map.of("name", "Ada")));
		Answer answer = this.pod.calls.offered(Pod.placed("c-9")).block();
		Pod other = new Pod(this.pod.admission);
		other.orders.putAll(this.pod.orders);
		other.open(answer).end(MediaStream.Ending.STOPPED);
		other.pass(61_000);
		assertThat(other.told(CallEvent.Ended.class)).hasSize(1);
		other.assertNothingIsLeft();
		this.pod.calls.notice(Pod.placed("c-9"), new CarrierNotice.Disconnected("hangup", ""));
	}

	@Test
	void callOfOursThatNobodyOrderedDoesNotSpeak() {
		assertThat(this.pod.calls.offered(Pod.placed("c-9")).block()).isEqualTo(new Answer.HangUp());
		assertThat(this.pod.told(CallEvent.Refused.class)).hasSize(1);
		assertThat(this.pod.opened).isEmpty();
	}

	@Test
	void operatorEndsACallThatStillRings() {
		this.pod.calls.dialling(Pod.placed("c-9"), "reception", "v1");
		new LiveCommands(this.pod.calls).hangUp("order-1").block();
		assertThat(this.pod.control.asked()).containsExactly("hang up");
		assertThat(this.pod.calls.offered(Pod.placed("c-9")).block()).isEqualTo(new Answer.HangUp());
		this.pod.calls.notice(Pod.placed("c-9"), new CarrierNotice.Disconnected("cancel", ""));
		assertThat(this.pod.told(CallEvent.Ended.class)).extracting(CallEvent.Ended::outcome)
			.containsExactly(Outcome.OPERATOR_HANGUP);
	}

	@Test
	void commandsOnCallsThatCannotFailWithTheReason() {
		CallCommands commands = new LiveCommands(this.pod.calls);
		assertThat(failure(commands.say("c-1", "Hello"))).isEqualTo(CallCommandException.Kind.UNKNOWN);
		offer();
		assertThat(failure(commands.whisper("c-1", "Be quick"))).isEqualTo(CallCommandException.Kind.CONFLICT);
		assertThat(failure(commands.transfer("c-1", "+19005550000")))
			.isEqualTo(CallCommandException.Kind.UNKNOWN_DESTINATION);
		this.pod.control.is(CarrierState.FAILING);
		assertThat(failure(commands.hangUp("c-1"))).isEqualTo(CallCommandException.Kind.CARRIER);
		disconnect("hangup");
		assertThat(failure(commands.hangUp("c-1"))).isEqualTo(CallCommandException.Kind.UNKNOWN);
	}

	@Test
	void whatTheCarrierBringsAfterTheEndIsToldStill() {
		offer();
		disconnect("hangup");
		CarrierNotice.Recorded recorded = new CarrierNotice.Recorded("r-1", "complete", Duration.ofSeconds(3), "");
		this.pod.calls.notice(LEG, recorded);
		this.pod.calls.notice(LEG, new CarrierNotice.KeyPressed('1', Instant.EPOCH));
		assertThat(this.pod.events.getLast()).isEqualTo(new CallEvent.Recorded(recorded));
	}

	@Test
	void processThatGoesDownEndsTheCall() {
		this.pod.open(offer());
		this.pod.calls.stop();
		this.pod.pass(100);
		assertThat(this.pod.told(CallEvent.Ended.class)).extracting(CallEvent.Ended::outcome)
			.containsExactly(Outcome.FAILED);
	}

	private void transfer() {
		this.pod.open(offer());
		this.pod.pass(1500);
		this.pod.session().answer("I will put you through.", TRANSFER);
		this.pod.session().hear("A person, please.");
		this.pod.pass(3000);
		assertThat(this.pod.control.asked()).containsExactly("transfer");
	}

	private Answer offer() {
		return this.pod.calls.offered(LEG).blockOptional().orElseThrow();
	}

	private Answer passed() {
		return this.pod.calls.streamPassed(LEG).blockOptional().orElseThrow();
	}

	private void disconnect(String cause) {
		this.pod.calls.notice(LEG, new CarrierNotice.Disconnected(cause, ""));
	}

	private static CallCommandException.Kind failure(Mono<Void> command) {
		return command.materialize()
			.map((signal) -> ((CallCommandException) java.util.Objects.requireNonNull(signal.getThrowable())).kind())
			.blockOptional()
			.orElseThrow();
	}

}
