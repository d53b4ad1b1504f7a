package io.trunkline;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.trunkline.outbound.OutboundCalls;
import io.trunkline.outbound.PlaceCall;
import io.trunkline.records.RecordEvent;
import io.trunkline.sandbox.Carrier;
import io.trunkline.sandbox.caller.CallEvent.ApiRequest;
import io.trunkline.sandbox.caller.CallEvent.Ended;
import io.trunkline.sandbox.caller.CallEvent.PersonHeard;
import io.trunkline.sandbox.caller.CallEvent.Webhook;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.twilio.TwilioSandboxCall;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls over real sockets through Twilio, from the signed webhook to the spoken reply.
 * What the caller heard is decoded from the sound at the caller's ear.
 */
class TwilioCallTests {

	private static final String CALLER = "+12025550123";

	private static final String HUMAN = "+12025550199";

	/** Has an agent that announces whom it transfers, and asks whether he is wanted. */
	private static final String ANNOUNCED = "+12025550178";

	private static final String COLLEAGUE = "+12025550191";

	private static Stack stack;

	@BeforeAll
	static void start() {
		String announced = "trunkline.agents.announced.";
		stack = Stack.start("trunkline.outbound.carrier=twilio", announced + "numbers[0]=" + ANNOUNCED,
				announced + "greeting=Trunkline, how can I help?", announced + "instructions=You are a receptionist.",
				announced + "tools[0]=hang_up", announced + "tools[1]=transfer",
				announced + "transfer.destinations.human.to=" + COLLEAGUE,
				announced + "transfer.destinations.human.briefing=A caller of Trunkline would like to talk to you.",
				announced + "transfer.destinations.human.ask=true");
	}

	@AfterAll
	static void nothingIsLeft() {
		stack.settle();
		stack.close();
	}

	@SideBySide
	@Test
	void callerIsPutThrough() {
		SandboxCallReport report = hold(Caller.from(CALLER)
			.waitForAgent()
			.say("Can I talk to a real person, please?")
			.waitForTransfer()
			.waitForEnd()
			.whenTransferred(HUMAN, new Callee.Answers(Duration.ofMillis(100), Duration.ofMillis(200))));
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(report.transferredTo()).containsExactly(HUMAN);
		assertThat(stack.outcome(report)).isEqualTo(Outcome.TRANSFERRED);
	}

	@SideBySide
	@Test
	void theEndIsAskedForAgainWhenTwilioHasTooMuchToDo() {
		List<SandboxCallReport> reports = Flux
			.just(Fault.API_RATE_LIMITED, Fault.API_ERROR, Fault.API_REPLY_LOST, Fault.API_NOT_FOUND)
			.flatMapSequential((fault) -> stack.sandbox()
				.call(Carrier.TWILIO,
						Caller.from(CALLER)
							.waitForAgent()
							.say("That is all, goodbye.")
							.waitForEnd()
							.with(CallFaults.of(fault)))
				.finished())
			.collectList()
			.blockOptional(Duration.ofMinutes(2))
			.orElseThrow();
		assertThat(reports).hasSize(4).allSatisfy((report) -> {
			assertThat(report.missed()).isEmpty();
			assertThat(report.violations()).isEmpty();
		});
	}

	@SideBySide
	@Test
	void brokenMediaSocketIsReplacedAndTheConversationGoesOn() {
		SandboxCallReport report = hold(Caller.from(CALLER)
			.waitForAgent()
			.dropSocket()
			.waitForAgent()
			.say("That is all, goodbye.")
			.waitForEnd());
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(String.join(" ", report.heard())).contains("the line broke");
	}

	@SideBySide
	@Test
	void aCallerMayHangUp() {
		SandboxCallReport report = hold(
				Caller.from(CALLER).waitForAgent().press('5').hangUp().with(CallFaults.of(Fault.DUPLICATE_NOTICES)));
		assertThat(report.violations()).isEmpty();
		assertThat(stack.outcome(report)).isEqualTo(Outcome.CALLER_HANGUP);
	}

	@SideBySide
	@Test
	void aCallThatIsAnnouncedTwiceIsOneCall() {
		SandboxCallReport report = hold(
				Caller.from(CALLER).waitForAgent().hangUp().with(CallFaults.of(Fault.DUPLICATE_INITIATE)));
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
	}

	/** What is told of the stream that broke may come when the next one is there. */
	@Test
	void whateverIsToldLateOrTwiceOrInAnotherOrderACallEndsOnce() {
		List<SandboxCallReport> reports = Flux
			.just(CallFaults.of(Fault.LATE_NOTICES), CallFaults.of(Fault.LATE_NOTICES, Fault.DUPLICATE_NOTICES),
					CallFaults.of(Fault.REORDERED_NOTICES, Fault.DUPLICATE_NOTICES))
			.map((faults) -> Caller.from(CALLER).waitForAgent().dropSocket().waitForAgent().hangUp().with(faults))
			.flatMapSequential((caller) -> stack.sandbox().twilio().call(caller).finished())
			.collectList()
			.blockOptional(Duration.ofMinutes(2))
			.orElseThrow();
		assertThat(reports).allSatisfy((report) -> {
			assertThat(report.violations()).isEmpty();
			assertThat(report.missed()).isEmpty();
			assertThat(String.join(" ", report.heard())).contains("the line broke");
			assertThat(stack.outcome(report)).isEqualTo(Outcome.CALLER_HANGUP);
			assertThat(stack.records(report.callId())).filteredOn(RecordEvent.CallEnded.class::isInstance).hasSize(1);
		});
		assertThat(reports).extracting((report) -> told(report, "status")).containsExactly(1L, 2L, 2L);
		assertThat(reports).extracting((report) -> told(report, "stream-started")).containsExactly(2L, 4L, 4L);
		assertThat(reports.subList(0, 2)).allSatisfy((report) -> {
			Duration ended = report.all(Ended.class).findFirst().orElseThrow().at();
			assertThat(report.all(Webhook.class).filter((webhook) -> webhook.eventType().equals("status")))
				.allSatisfy((webhook) -> assertThat(webhook.at()).isGreaterThan(ended.plusMillis(290)));
		});
	}

	private static long told(SandboxCallReport report, String event) {
		return report.all(Webhook.class).filter((webhook) -> webhook.eventType().equals(event)).count();
	}

	/** Side by side, since they mostly wait. */
	@SideBySide
	@Test
	void aColleagueHearsWhoIsThereAndTakesTheCallOrDoesNot() {
		Caller accepting = Caller.someone()
			.waitForAgent()
			.press('1')
			.waitForTransfer()
			.say("Hello, this is Ann.")
			.pause(Duration.ofSeconds(1));
		Caller declining = Caller.someone().waitForAgent().press('2').waitForEnd();
		Caller silent = Caller.someone().waitForAgent().waitForEnd();
		List<SandboxCallReport> reports = Flux
			.just(asking().waitForTransfer()
				.waitForEnd()
				.whenTransferred(COLLEAGUE, Callee.person(Duration.ofMillis(300), accepting)),
					comingBack(Callee.person(Duration.ofMillis(300), declining)),
					comingBack(Callee.person(Duration.ofMillis(300), silent)),
					comingBack(new Callee.Busy(Duration.ofMillis(300))))
			.flatMapSequential((caller) -> stack.sandbox().twilio().call(caller).finished())
			.collectList()
			.blockOptional(Duration.ofMinutes(2))
			.orElseThrow();
		assertThat(reports).allSatisfy((report) -> {
			assertThat(report.violations()).isEmpty();
			assertThat(report.missed()).isEmpty();
		});
		assertThat(reports).extracting(SandboxCallReport::transferredTo)
			.containsExactly(List.of(COLLEAGUE), List.of(), List.of(), List.of());
		assertThat(reports).extracting((report) -> transfers(report))
			.containsExactly(List.of(TransferResult.TALKED), List.of(TransferResult.REJECTED),
					List.of(TransferResult.REJECTED), List.of(TransferResult.BUSY));
		assertThat(reports.subList(0, 3)).allSatisfy((report) -> assertThat(report.legs()).singleElement()
			.satisfies((leg) -> assertThat(String.join(" ", leg.heard())).contains("would like to talk to you.")));
		assertThat(reports.getLast().legs()).isEmpty();
		SandboxCallReport accepted = reports.getFirst();
		assertThat(accepted.all(PersonHeard.class).map(PersonHeard::word)).containsSequence("this", "is", "Ann.");
		assertThat(stack.outcome(accepted)).isEqualTo(Outcome.TRANSFERRED);
		assertThat(reports.subList(1, 4)).allSatisfy((report) -> {
			assertThat(String.join(" ", report.heard())).containsIgnoringCase("goodbye");
			assertThat(stack.outcome(report)).isEqualTo(Outcome.AGENT_HANGUP);
		});
	}

	private static Caller asking() {
		return Caller.from(CALLER).dialling(ANNOUNCED).waitForAgent().say("Can I talk to a real person, please?");
	}

	/** He hears that he is put through, and then that he is not. */
	private static Caller comingBack(Callee colleague) {
		return asking().waitForAgent()
			.waitForAgent(Caller.TURN_GAP, Duration.ofSeconds(40))
			.say("That is all, goodbye.")
			.waitForEnd()
			.whenTransferred(COLLEAGUE, colleague);
	}

	private static List<TransferResult> transfers(SandboxCallReport report) {
		return Awaitility.await()
			.until(() -> stack.records(report.callId())
				.stream()
				.filter(RecordEvent.CallEnded.class::isInstance)
				.map((ended) -> ((RecordEvent.CallEnded) ended).call())
				.toList(), (all) -> !all.isEmpty())
			.getFirst()
			.transfers()
			.stream()
			.map((transfer) -> transfer.result())
			.toList();
	}

	/** An outbound call that plays synthesised speech, then hangs up. */
	@SideBySide
	@Test
	void theVendorsWalkthrough() {
		String number = "+12125550143";
		stack.sandbox()
			.twilio()
			.whenCalled(number,
					Callee.person(Duration.ofMillis(300),
							Caller.someone().waitForAgent().say("That is all, goodbye.").waitForEnd()),
					CallFaults.NONE);
		stack.bean(OutboundCalls.class)
			.place(new PlaceCall(null, number, "reception", Map.of(), null, null, null))
			.block(Duration.ofSeconds(20));

		SandboxCallReport report = stack.sandbox()
			.twilio()
			.placed()
			.filter((call) -> call.to().equals(number))
			.next()
			.flatMap(TwilioSandboxCall::finished)
			.blockOptional(Duration.ofMinutes(1))
			.orElseThrow();
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(String.join(" ", report.heard())).contains("Hello, this is Trunkline.")
			.containsIgnoringCase("goodbye");
		assertThat(report.all(ApiRequest.class)).isNotEmpty();
		assertThat(report.cause()).isEqualTo("completed");
	}

	private static SandboxCallReport hold(Caller caller) {
		return stack.hold(Carrier.TWILIO, caller);
	}

}
