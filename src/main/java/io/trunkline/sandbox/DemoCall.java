package io.trunkline.sandbox;

import java.time.Duration;

import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;

/** A call that shows what the service does: an answer, a barge-in, a transfer. */
final class DemoCall {

	static final String CALLER = "+12025550123";

	private static final String COLLEAGUE = "+12025550199";

	private DemoCall() {
	}

	static Caller caller() {
		return Caller.from(CALLER)
			.waitForAgent()
			.say("Hi. Am I talking to a robot?")
			.waitForAgent()
			.say("I see. What are your opening hours?")
			.sayAfterAgentWords(9, "Sorry, can I make an appointment?")
			.waitForAgent()
			.say("I would rather talk to a person, please.")
			.waitForTransfer()
			.waitForEnd()
			.whenTransferred(COLLEAGUE, new Callee.Answers(Duration.ofSeconds(1), Duration.ofSeconds(2)));
	}

}
