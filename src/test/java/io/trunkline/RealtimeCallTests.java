package io.trunkline;

import java.time.Duration;

import io.trunkline.call.CallEvent;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.openai.realtime.RealtimeFault;
import io.trunkline.turn.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whole calls of an agent whose engine is one speech-to-speech socket. */
class RealtimeCallTests {

	private static final String CALLER = "+12025550123";

	private final Stack stack = Stack.start("trunkline.agents.reception.engine=realtime",
			"trunkline.speaking.prepare-phrases=false");

	@AfterEach
	void nothingIsLeft() {
		this.stack.settle();
		assertThat(this.stack.sandbox().realtime().refused()).isEmpty();
		this.stack.close();
	}

	@SideBySide
	@Test
	void callerIsPutThrough() {
		SandboxCallReport report = this.stack.hold(Caller.from(CALLER)
			.waitForAgent()
			.say("Can I talk to a real person, please?")
			.waitForTransfer()
			.waitForEnd()
			.whenTransferred("+12025550199", new Callee.Answers(Duration.ofMillis(100), Duration.ofMillis(200))));
		assertThat(report.violations()).isEmpty();
		assertThat(report.missed()).isEmpty();
		assertThat(report.transferredTo()).containsExactly("+12025550199");
		assertThat(this.stack.outcome(report)).isEqualTo(Outcome.TRANSFERRED);
	}

	@SideBySide
	@Test
	void callGoesOnWithTheCascadeWhenThereIsNoSocket() {
		this.stack.sandbox().realtime().faults().arm(new RealtimeFault.RefuseUpgrade(401));
		SandboxCallReport report = this.stack.hold(Caller.from(CALLER)
			.waitForAgent()
			.say("Am I talking to a robot?")
			.waitForAgent()
			.say("That is all, goodbye.")
			.waitForEnd());
		assertThat(report.missed()).isEmpty();
		assertThat(report.transcript().getFirst()).isEqualTo("agent: Hello, this is Trunkline. How can I help you?");
		assertThat(String.join(" ", report.heard())).contains("a computer voice");
		assertThat(this.stack.outcome(report)).isEqualTo(Outcome.AGENT_HANGUP);
		assertThat(this.stack.events(report, CallEvent.Faulted.class)).extracting(CallEvent.Faulted::part)
			.containsExactly("engine");
	}

	@SideBySide
	@Test
	void connectionLostInAReplyIsReplacedAndTheConversationGoesOn() {
		this.stack.sandbox().realtime().faults().arm(new RealtimeFault.Close(3, 1001));
		SandboxCallReport report = this.stack.hold(Caller.from(CALLER)
			.waitForAgent()
			.say("And what are your opening hours?")
			.waitForAgent()
			.say("That is all, goodbye.")
			.waitForEnd());
		assertThat(report.missed()).isEmpty();
		assertThat(String.join(" ", report.heard())).containsIgnoringCase("goodbye");
		assertThat(this.stack.outcome(report)).isEqualTo(Outcome.AGENT_HANGUP);
	}

}
