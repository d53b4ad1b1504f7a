package io.trunkline;

import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.cartesia.CartesiaEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The same call with the recogniser that leaves the end of a turn to us. */
class ManualRecognitionTests {

	private static Stack stack;

	@BeforeAll
	static void start() {
		stack = Stack.start("trunkline.cartesia.stt=manual");
	}

	@AfterAll
	static void stop() {
		stack.close();
	}

	@Test
	void holdsAConversation() {
		SandboxCallReport report = stack
			.hold(Caller.from("+12025550123").waitForAgent().say("That is all, goodbye.").waitForEnd());
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(String.join(" ", report.heard())).containsIgnoringCase("goodbye");
		assertThat(stack.sandbox().cartesia().openSockets(CartesiaEndpoint.TURNS)).isZero();
	}

}
