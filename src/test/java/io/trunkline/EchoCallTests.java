package io.trunkline;

import java.util.List;
import java.util.stream.Stream;

import io.trunkline.call.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.cartesia.CartesiaEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls with an agent that reads back what it hears, with either way of hearing. There is
 * no model to ask.
 */
class EchoCallTests {

	private static final String CALLER = "+12025550123";

	@Nested
	class HeardByTheTurnsSocket extends Calls {

		HeardByTheTurnsSocket() {
			super("turns", CartesiaEndpoint.TURNS);
		}

	}

	@Nested
	class HeardByTheManualSocket extends Calls {

		HeardByTheManualSocket() {
			super("manual", CartesiaEndpoint.MANUAL);
		}

	}

	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	abstract static class Calls {

		private final String stt;

		private final CartesiaEndpoint hearing;

		private Stack stack;

		Calls(String stt, CartesiaEndpoint hearing) {
			this.stt = stt;
			this.hearing = hearing;
		}

		@BeforeAll
		void start() {
			this.stack = Stack.start("trunkline.cartesia.stt=" + this.stt, "trunkline.agents.reception.engine=echo",
					"trunkline.agents.reception.instructions=", "trunkline.openai.api-key=",
					"trunkline.openai.base-url=http://127.0.0.1:1/v1");
		}

		@AfterAll
		void stop() {
			this.stack.close();
		}

		@AfterEach
		void nothingIsLeft() {
			Awaitility.await().until(() -> this.stack.permits().active() + this.stack.permits().reserved() == 0);
			Awaitility.await().until(() -> this.stack.sandbox().cartesia().openSockets(this.hearing) == 0);
		}

		@Test
		void eachFinishedUtteranceIsReadBack() {
			SandboxCallReport report = this.stack.hold(Caller.from(CALLER)
				.waitForAgent()
				.say("Will you say what I say?")
				.waitForAgent()
				.say("Then tell me that you are open from nine to five.")
				.waitForAgent()
				.hangUp());
			assertThat(report.violations()).isEmpty();
			assertThat(report.missed()).isEmpty();
			List<String> said = events(report, CallEvent.CallerSaid.class).map((event) -> event.text().strip())
				.toList();
			assertThat(said).containsExactly("Will you say what I say?",
					"Then tell me that you are open from nine to five.");
			assertThat(events(report, CallEvent.AgentSpoke.class).map((event) -> event.heard().strip()))
				.containsExactly("Hello, this is Trunkline. How can I help you?", said.getFirst(), said.getLast());
			assertThat(String.join(" ", report.heard())).contains(said.getFirst(), said.getLast());
		}

		@Test
		void anInterruptedReadingGivesWayToTheNext() {
			SandboxCallReport report = this.stack.hold(Caller.from(CALLER)
				.waitForAgent()
				.say("My order is number forty two, and it was promised for Tuesday.")
				.sayAfterAgentWords(5, "Sorry, I meant number forty three.")
				.waitForAgent()
				.hangUp());
			assertThat(report.missed()).isEmpty();
			assertThat(events(report, CallEvent.AgentSpoke.class).filter(CallEvent.AgentSpoke::interrupted)).hasSize(1);
			assertThat(String.join(" ", report.heard())).endsWith("Sorry, I meant number forty three.");
		}

		private <T extends CallEvent> Stream<T> events(SandboxCallReport report, Class<T> type) {
			return this.stack.events(report.callId()).stream().filter(type::isInstance).map(type::cast);
		}

	}

}
