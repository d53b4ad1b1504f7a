package io.trunkline.routing;

import java.util.List;

/** The routes cannot work as they are defined. */
final class RoutesRefusedException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final List<String> problems;

	/**
	 * Tells of all faults at once.
	 * @param problems one a line, each with its setting; never with a value
	 */
	RoutesRefusedException(List<String> problems) {
		super("The routes cannot work: " + String.join("; ", problems));
		this.problems = List.copyOf(problems);
	}

	List<String> problems() {
		return this.problems;
	}

}
