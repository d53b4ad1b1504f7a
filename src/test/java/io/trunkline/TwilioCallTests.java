package io.trunkline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.trunkline.call.CallEvent;
import io.trunkline.outbound.OutboundCalls;
import io.trunkline.outbound.PlaceCall;
import io.trunkline.sandbox.caller.CallEvent.ApiRequest;
import io.trunkline.sandbox.caller.CallEvent.Cleared;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.twilio.TwilioSandboxCall;
import io.trunkline.turn.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls over real sockets through Twilio, from the signed webhook to the spoken reply.
 * What the caller heard is decoded from the sound at the caller's ear.
 */
class TwilioCallTests {

	private static final String CALLER = "+12025550123";

	private static final String HUMAN = "+12025550199";

	private static Stack stack;

	@BeforeAll
	static void start() {
		stack = Stack.start("trunkline.outbound.carrier=twilio");
	}

	@AfterAll
	static void stop() {
		stack.close();
	}

	@AfterEach
	void nothingIsLeft() {
		Awaitility.await().until(() -> stack.permits().active() + stack.permits().reserved() == 0);
		assertThat(stack.sandbox().twilio().calls()).isZero();
	}

	@Test
	void holdsAConversationWithBargeInAndTransfer() {
		SandboxCallReport report = hold(Caller.from(CALLER)
			.waitForAgent()
			.say("And what are your opening hours?")
			.sayAfterAgentWords(9, "Sorry, can I make an appointment?")
			.waitForAgent()
			.say("Can I talk to a real person, please?")
			.waitForTransfer()
			.waitForEnd()
			.whenTransferred(HUMAN, new Callee.Answers(Duration.ofMillis(100), Duration.ofMillis(200))));
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(report.transferredTo()).containsExactly(HUMAN);
		assertThat(report.transcript().getFirst()).isEqualTo("agent: Hello, this is Trunkline. How can I help you?");
		assertThat(report.all(Cleared.class)).isNotEmpty();
		assertThat(spoken(report)).filteredOn(CallEvent.AgentSpoke::interrupted).hasSize(1);
		assertThat(outcome(report)).isEqualTo(Outcome.TRANSFERRED);
	}

	@Test
	void storedWordsAreThoseAtTheCallersEarGiveOrTakeOneATurn() {
		SandboxCallReport report = hold(Caller.from(CALLER)
			.waitForAgent()
			.say("And what are your opening hours?")
			.sayAfterAgentWords(6, "Sorry, can I make an appointment?")
			.waitForAgent()
			.hangUp());
		long stored = spoken(report).stream()
			.flatMap((spoke) -> Stream.of(spoke.heard().strip().split("\\s+")))
			.filter((word) -> !word.isEmpty())
			.count();
		long interruptions = spoken(report).stream().filter(CallEvent.AgentSpoke::interrupted).count();
		assertThat(report.violations()).isEmpty();
		assertThat(interruptions).isPositive();
		assertThat(Math.abs(stored - report.heard().size())).isLessThanOrEqualTo(interruptions);
		assertThat(String.join(" ", report.heard())).contains("Hello, this is Trunkline.");
	}

	@Test
	void agentHangsUpAfterItsGoodbyeWasHeard() {
		SandboxCallReport report = hold(Caller.from(CALLER).waitForAgent().say("That is all, goodbye.").waitForEnd());
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(String.join(" ", report.heard())).containsIgnoringCase("goodbye");
		assertThat(report.cause()).isEqualTo("completed");
		assertThat(report.all(ApiRequest.class)).isNotEmpty();
		assertThat(outcome(report)).isEqualTo(Outcome.AGENT_HANGUP);
	}

	@Test
	void theEndIsAskedForAgainWhenTwilioHasTooMuchToDo() {
		for (Fault fault : List.of(Fault.API_RATE_LIMITED, Fault.API_ERROR, Fault.API_REPLY_LOST,
				Fault.API_NOT_FOUND)) {
			SandboxCallReport report = hold(Caller.from(CALLER)
				.waitForAgent()
				.say("That is all, goodbye.")
				.waitForEnd()
				.with(CallFaults.of(fault)));
			assertThat(report.missed()).as("%s", fault).isEmpty();
			assertThat(report.violations()).as("%s", fault).isEmpty();
		}
	}

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

	@Test
	void aCallerMayHangUp() {
		SandboxCallReport report = hold(
				Caller.from(CALLER).waitForAgent().press('5').hangUp().with(CallFaults.of(Fault.DUPLICATE_NOTICES)));
		assertThat(report.violations()).isEmpty();
		assertThat(outcome(report)).isEqualTo(Outcome.CALLER_HANGUP);
	}

	@Test
	void aCallThatIsAnnouncedTwiceIsOneCall() {
		SandboxCallReport report = hold(
				Caller.from(CALLER).waitForAgent().hangUp().with(CallFaults.of(Fault.DUPLICATE_INITIATE)));
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
	}

	@Test
	void bothCarriersAreServedSideBySide() {
		TwilioSandboxCall one = stack.sandbox()
			.twilio()
			.call(Caller.from(CALLER).waitForAgent().say("That is all, goodbye.").waitForEnd());
		SandboxCallReport other = stack
			.hold(Caller.from(CALLER).waitForAgent().say("That is all, goodbye.").waitForEnd());
		SandboxCallReport report = one.finished().blockOptional(Duration.ofMinutes(2)).orElseThrow();
		assertThat(report.missed()).isEmpty();
		assertThat(other.missed()).isEmpty();
		assertThat(report.violations()).isEmpty();
		assertThat(other.violations()).isEmpty();
	}

	/** An outbound call that plays synthesised speech, then hangs up. */
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
		assertThat(report.cause()).isEqualTo("completed");
	}

	private static SandboxCallReport hold(Caller caller) {
		return stack.sandbox().twilio().call(caller).finished().blockOptional(Duration.ofMinutes(2)).orElseThrow();
	}

	private static List<CallEvent.AgentSpoke> spoken(SandboxCallReport report) {
		return stack.events(report.callId())
			.stream()
			.filter(CallEvent.AgentSpoke.class::isInstance)
			.map(CallEvent.AgentSpoke.class::cast)
			.toList();
	}

	private static Outcome outcome(SandboxCallReport report) {
		return Awaitility.await()
			.until(() -> stack.events(report.callId())
				.stream()
				.filter(CallEvent.StreamOver.class::isInstance)
				.map((over) -> ((CallEvent.StreamOver) over).outcome())
				.toList(), (all) -> !all.isEmpty())
			.getLast();
	}

}
