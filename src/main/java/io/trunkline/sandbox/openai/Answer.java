package io.trunkline.sandbox.openai;

import java.util.List;

/**
 * What the model says and does.
 *
 * @param text may be empty; it is written word by word
 * @param calls tools to call afterwards
 */
public record Answer(String text, List<Call> calls) {

	public Answer {
		calls = List.copyOf(calls);
	}

	public static Answer say(String text) {
		return new Answer(text, List.of());
	}

	/** Also calls this tool. */
	public Answer andCall(String tool, String arguments) {
		return new Answer(this.text, List.of(new Call(tool, arguments)));
	}

	/**
	 * A tool call.
	 *
	 * @param arguments as JSON text
	 */
	public record Call(String tool, String arguments) {
	}

}
