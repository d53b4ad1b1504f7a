package io.trunkline.sandbox.scenario;

import java.util.List;

/**
 * How a scenario went.
 *
 * @param lines one for each line of the dialogue, in order
 * @param objections what else was wrong: rules of the carrier's protocol that were broken
 */
public record Verdict(Scenario scenario, List<LineVerdict> lines, List<String> objections) {

	public Verdict {
		lines = List.copyOf(lines);
		objections = List.copyOf(objections);
	}

	/** Whether it went as written. */
	public boolean kept() {
		return this.objections.isEmpty() && this.lines.stream().allMatch(LineVerdict::kept);
	}

}
