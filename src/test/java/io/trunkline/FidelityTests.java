package io.trunkline;

import java.util.List;

import io.trunkline.call.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls over real sockets whose agent is heard in better sound than a telephone's. */
class FidelityTests {

	@SideBySide
	@ParameterizedTest
	@CsvSource({ "PCM, 8000", "PCM, 16000", "PCM, 24000" })
	void storedWordsAreThoseAtTheCallersEar(String encoding, int rate) {
		try (Stack stack = Stack.start("trunkline.bandwidth.outbound-encoding=" + encoding,
				"trunkline.bandwidth.outbound-sample-rate=" + rate)) {
			SandboxCallReport report = stack.hold(Caller.from("+12025550123")
				.waitForAgent()
				.say("And what are your opening hours?")
				.sayAfterAgentWords(6, "Sorry, can I make an appointment?")
				.waitForAgent()
				.hangUp());
			assertThat(report.violations()).isEmpty();
			assertThat(report.transcript().getFirst())
				.isEqualTo("agent: Hello, this is Trunkline. How can I help you?");
			List<CallEvent.AgentSpoke> turns = stack.events(report.callId())
				.stream()
				.filter(CallEvent.AgentSpoke.class::isInstance)
				.map(CallEvent.AgentSpoke.class::cast)
				.toList();
			long words = turns.stream().mapToInt((turn) -> turn.heard().strip().split("\\s+").length).sum();
			long interruptions = turns.stream().filter(CallEvent.AgentSpoke::interrupted).count();
			assertThat(interruptions).isPositive();
			assertThat(Math.abs(words - report.heard().size())).isLessThanOrEqualTo(interruptions);
			Awaitility.await().until(() -> stack.permits().active() + stack.permits().reserved() == 0);
		}
	}

}
