package io.trunkline.agent.tool;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A tool that runs and answers.
 *
 * @param name as the model will call it
 * @param description when to use it
 * @param arguments what it wants to know
 * @param effect READ or WRITE
 * @param timeout how long the model waits for the answer
 * @param maxOutput the longest answer in characters; the rest is cut off
 * @param action what it does
 */
public record Tool(String name, String description, ArgumentSchema arguments, Effect effect, Duration timeout,
		int maxOutput, ToolAction action) {

	/** Unless configured otherwise. */
	public static final int MAX_OUTPUT = 4000;

	private static final Duration LONGEST = Duration.ofSeconds(60);

	/** What all model servers accept. */
	private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

	/**
	 * @throws IllegalArgumentException if it is not a tool that can be offered; the
	 * message goes on from the name of the setting or method
	 */
	public Tool {
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException("has a name that is not 1 to 64 letters, digits, _ or -");
		}
		if (effect == Effect.TERMINAL) {
			throw new IllegalArgumentException("has effect TERMINAL, which only built-in tools have");
		}
		if (timeout.compareTo(LONGEST) > 0 || timeout.toMillis() < 1) {
			throw new IllegalArgumentException("has a timeout outside of 1ms to 60s");
		}
		if (maxOutput < 100 || maxOutput > 100_000) {
			throw new IllegalArgumentException("has a max-output outside of 100 to 100000");
		}
	}

}
