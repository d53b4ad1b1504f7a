package io.trunkline.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.trunkline.agent.Agent.Engine;
import io.trunkline.sandbox.caller.Callee;
import io.trunkline.sandbox.caller.Caller;
import org.jspecify.annotations.Nullable;

/** A call that shows what the service does. */
final class DemoCall {

	static final String CALLER = "+12025550123";

	/** Whoever calls from these asks for an engine; a call brings nothing else along. */
	private static final Map<String, Engine> ASKING = Map.of("+12025550181", Engine.CASCADE, "+12025550182",
			Engine.REALTIME, "+12025550183", Engine.ECHO);

	private static final String COLLEAGUE = "+12025550199";

	private DemoCall() {
	}

	/** The engine that whoever calls from this number asks for. */
	static Optional<Engine> engine(String from) {
		return Optional.ofNullable(ASKING.get(from));
	}

	/**
	 * Somebody who calls.
	 * @param asked the engine that the call asks for; null for none
	 * @param answering the one that answers
	 */
	static Caller caller(@Nullable Engine asked, Engine answering) {
		return (answering == Engine.ECHO) ? listener(number(asked)) : customer(number(asked));
	}

	/** Somebody who is called. */
	static Callee callee() {
		return Callee.person(Duration.ofSeconds(2),
				Caller.someone()
					.pause(Duration.ofMillis(700))
					.say("Hello?")
					.waitForAgent()
					.say("Oh, hi. Am I talking to a robot?")
					.waitForAgent()
					.hangUp());
	}

	private static String number(@Nullable Engine asked) {
		return ASKING.keySet().stream().filter((number) -> ASKING.get(number) == asked).findFirst().orElse(CALLER);
	}

	/** Hears what he says read back, and has it cut off once. */
	private static Caller listener(String number) {
		return Caller.from(number)
			.waitForAgent()
			.say("Hi. Will you say what I say?")
			.waitForAgent()
			.say("My order is number forty two, and it was promised for Tuesday.")
			.sayAfterAgentWords(6, "Sorry, I meant number forty three.")
			.waitForAgent()
			.hangUp();
	}

	/** Gets an answer, interrupts another one, and wants a person. */
	private static Caller customer(String number) {
		return Caller.from(number)
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
