package io.trunkline;

import java.time.Duration;
import java.util.List;

import io.trunkline.call.CallEvent;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.turn.Outcome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls over real sockets, from the webhook to the spoken reply. What the caller heard is
 * decoded from the sound at the caller's ear.
 */
class CallThroughTheStackTests {

	private static final String CALLER = "+12025550123";

	private static Stack stack;

	@BeforeAll
	static void start() {
		stack = Stack.start();
	}

	@AfterAll
	static void stop() {
		stack.close();
	}

	@AfterEach
	void nothingIsLeft() {
		Awaitility.await().until(() -> stack.permits().active() + stack.permits().reserved() == 0);
		assertThat(stack.sandbox().carrier().calls()).isEmpty();
	}

	@Test
	void holdsAConversationWithBargeInAndTransfer() {
		SandboxCallReport report = stack.hold(Caller.from(CALLER)
			.waitForAgent()
			.say("And what are your opening hours?")
			.sayAfterAgentWords(9, "Sorry, can I make an appointment?")
			.waitForAgent()
			.say("Can I talk to a real person, please?")
			.waitForTransfer()
			.waitForEnd()
			.whenTransferred("+12025550199", new Callee.Answers(Duration.ofMillis(100), Duration.ofMillis(200))));
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(report.transferredTo()).containsExactly("+12025550199");
		assertThat(report.transcript().getFirst()).isEqualTo("agent: Hello, this is Trunkline. How can I help you?");
		assertThat(spoken(report)).filteredOn(CallEvent.AgentSpoke::interrupted).hasSize(1);
		assertThat(ended(report)).isEqualTo(Outcome.TRANSFERRED);
	}

	@Test
	void storedWordsAreThoseAtTheCallersEarGiveOrTakeOneATurn() {
		SandboxCallReport report = stack.hold(Caller.from(CALLER)
			.waitForAgent()
			.say("And what are your opening hours?")
			.sayAfterAgentWords(6, "Sorry, can I make an appointment?")
			.waitForAgent()
			.hangUp());
		List<String> stored = spoken(report).stream()
			.flatMap((spoke) -> List.of(spoke.heard().strip().split("\\s+")).stream())
			.filter((word) -> !word.isEmpty())
			.toList();
		List<String> heard = report.heard();
		long interruptions = spoken(report).stream().filter(CallEvent.AgentSpoke::interrupted).count();
		assertThat(interruptions).isPositive();
		assertThat((long) Math.abs(stored.size() - heard.size())).isLessThanOrEqualTo(interruptions);
		assertThat(String.join(" ", heard)).contains("Hello, this is Trunkline.");
	}

	@Test
	void agentHangsUpAfterItsGoodbyeWasHeard() {
		SandboxCallReport report = stack
			.hold(Caller.from(CALLER).waitForAgent().say("That is all, goodbye.").waitForEnd());
		assertThat(report.missed()).isEmpty();
		assertThat(String.join(" ", report.heard())).containsIgnoringCase("goodbye");
		assertThat(ended(report)).isEqualTo(Outcome.AGENT_HANGUP);
	}

	@Test
	void brokenMediaSocketIsReplacedAndTheConversationGoesOn() {
		SandboxCallReport report = stack.hold(Caller.from(CALLER)
			.waitForAgent()
			.dropSocket()
			.waitForAgent()
			.say("That is all, goodbye.")
			.waitForEnd());
		assertThat(report.missed()).isEmpty();
		assertThat(String.join(" ", report.heard())).contains("the line broke");
	}

	@Test
	void socketClosedWithoutAWordIsTakenForTheEnd() {
		SandboxCallReport report = stack.hold(Caller.from(CALLER).waitForAgent().hangUp());
		assertThat(ended(report)).isEqualTo(Outcome.CALLER_HANGUP);
	}

	@Test
	void idsClaimedByTheStartFrameAreIgnored() {
		SandboxCallReport report = stack.hold(Caller.from(CALLER)
			.waitForAgent()
			.say("That is all, goodbye.")
			.waitForEnd()
			.with(CallFaults.of(Fault.WRONG_START_IDS)));
		assertThat(report.missed()).isEmpty();
		assertThat(ended(report)).isEqualTo(Outcome.AGENT_HANGUP);
	}

	private static List<CallEvent.AgentSpoke> spoken(SandboxCallReport report) {
		return stack.events(report.callId())
			.stream()
			.filter(CallEvent.AgentSpoke.class::isInstance)
			.map(CallEvent.AgentSpoke.class::cast)
			.toList();
	}

	private static Outcome ended(SandboxCallReport report) {
		return stack.events(report.callId())
			.stream()
			.filter(CallEvent.StreamOver.class::isInstance)
			.map((event) -> ((CallEvent.StreamOver) event).outcome())
			.findFirst()
			.orElseThrow();
	}

}
