package io.trunkline;

import java.util.List;

/** The configuration cannot work, so nothing was started. */
class StartRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** What is wrong, one line each; never empty, never with a value. */
	private final List<String> problems;

	private final String remedy;

	StartRefusedException(List<String> problems, String remedy) {
		super(String.join("; ", problems));
		this.problems = List.copyOf(problems);
		this.remedy = remedy;
	}

	List<String> problems() {
		return this.problems;
	}

	/** What the operator can do. */
	String remedy() {
		return this.remedy;
	}

}
