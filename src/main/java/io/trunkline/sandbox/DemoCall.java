package io.trunkline.sandbox;

import java.time.Duration;

import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;

/** A call that shows what the service does. */
final class DemoCall {

	static final String CALLER = "+12025550123";

	private static final String COLLEAGUE = "+12025550199";

	private DemoCall() {
	}

	/**
	 * Somebody who calls.
	 * @param engine that of the agent who answers, as it is configured
	 */
	static Caller caller(String engine) {
		return "echo".equalsIgnoreCase(engine) ? listener() : customer();
	}

	/** Hears what he says read back, and has it cut off once. */
	private static Caller listener() {
		return Caller.from(CALLER)
			.waitForAgent()
			.say("Hi. Will you say what I say?")
			.waitForAgent()
			.say("My order is number forty two, and it was promised for Tuesday.")
			.sayAfterAgentWords(6, "Sorry, I meant number forty three.")
			.waitForAgent()
			.hangUp();
	}

	/** Gets an answer, interrupts another one, and wants a person. */
	private static Caller customer() {
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
