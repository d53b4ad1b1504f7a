package io.trunkline;

import java.io.IOException;
import java.nio.file.Files;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.sandbox.caller.CallFaults;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.Fault;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.AfterAll;
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
	static void nothingIsLeft() {
		stack.settle();
		stack.close();
	}

	@SideBySide
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

	@SideBySide
	@Test
	void socketClosedWithoutAWordIsTakenForTheEnd() {
		SandboxCallReport report = stack.hold(Caller.from(CALLER).waitForAgent().hangUp());
		assertThat(stack.outcome(report)).isEqualTo(Outcome.CALLER_HANGUP);
	}

	@SideBySide
	@Test
	void idsClaimedByTheStartFrameAreIgnored() {
		SandboxCallReport report = stack.hold(Caller.from(CALLER)
			.waitForAgent()
			.say("That is all, goodbye.")
			.waitForEnd()
			.with(CallFaults.of(Fault.WRONG_START_IDS)));
		assertThat(report.missed()).isEmpty();
		assertThat(stack.outcome(report)).isEqualTo(Outcome.AGENT_HANGUP);
	}

	@Test
	void whatIsPublishedIsInTheListOfMeters() throws IOException {
		stack.hold(Caller.from(CALLER).waitForAgent().say("That is all, goodbye.").waitForEnd());
		stack.settle();
		assertThat(stack.bean(MeterRegistry.class).getMeters())
			.extracting((meter) -> meter.getId().getName()
					+ meter.getId().getTags().stream().map((tag) -> tag.getKey()).toList())
			.filteredOn((meter) -> meter.matches("(trunkline|gen_ai)\\..*"))
			.contains("trunkline.calls[direction, end_reason, outcome]", "trunkline.turn.stage[stage]",
					"trunkline.webhook[event, status]", "trunkline.greeting.latency[]")
			.isSubsetOf(Files.readAllLines(MetersTests.LIST));
	}

}
