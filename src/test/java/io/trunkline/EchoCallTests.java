package io.trunkline;

import java.util.List;

import io.trunkline.call.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.cartesia.CartesiaEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls with an agent that reads back what it hears, over the recogniser that leaves the
 * end of a turn to us. There is no model to ask.
 */
class EchoCallTests {

	private static Stack stack;

	@BeforeAll
	static void start() {
		stack = Stack.start("trunkline.cartesia.stt=manual", "trunkline.agents.reception.engine=echo",
				"trunkline.agents.reception.instructions=", "trunkline.openai.api-key=",
				"trunkline.openai.base-url=http://127.0.0.1:1/v1");
	}

	@AfterAll
	static void stop() {
		stack.settle();
		stack.close();
	}

	@Test
	void eachFinishedUtteranceIsReadBackAndAnInterruptedReadingGivesWay() {
		SandboxCallReport report = stack.hold(Caller.from("+12025550123")
			.waitForAgent()
			.say("Will you say what I say?")
			.waitForAgent()
			.say("My order is number forty two, and it was promised for Tuesday.")
			.sayAfterAgentWords(5, "Sorry, I meant number forty three.")
			.waitForAgent()
			.hangUp());
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		List<CallEvent.AgentSpoke> spoke = stack.events(report, CallEvent.AgentSpoke.class);
		assertThat(spoke).filteredOn(CallEvent.AgentSpoke::interrupted).hasSize(1);
		assertThat(spoke).filteredOn((turn) -> !turn.interrupted())
			.extracting((turn) -> turn.heard().strip())
			.containsExactly("Hello, this is Trunkline. How can I help you?", "Will you say what I say?",
					"Sorry, I meant number forty three.");
		assertThat(String.join(" ", report.heard())).contains("Will you say what I say?")
			.endsWith("Sorry, I meant number forty three.");
		assertThat(stack.sandbox().cartesia().openSockets(CartesiaEndpoint.TURNS)).isZero();
	}

}
