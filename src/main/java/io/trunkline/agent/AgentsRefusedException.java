package io.trunkline.agent;

import java.util.List;

/** The agents cannot serve calls as they are defined. */
public final class AgentsRefusedException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final List<String> problems;

	/**
	 * Tells of all faults at once.
	 * @param problems one a line, each with its place and setting; never with a value
	 */
	AgentsRefusedException(List<String> problems) {
		super("The agents cannot serve calls: " + String.join("; ", problems));
		this.problems = List.copyOf(problems);
	}

	List<String> problems() {
		return this.problems;
	}

}
