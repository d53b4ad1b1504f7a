package io.trunkline.agent;

import io.trunkline.metric.Metric;

/** What this room measures. */
final class AgentMeters {

	static final Metric REFUSED = Metric.of("trunkline.agents.refused")
		.described("1 while the files of the agents hold what cannot serve calls, and older agents do");

	private AgentMeters() {
	}

	/** How often changed files were read. */
	static Metric reloads(Outcome outcome) {
		return Metric.of("trunkline.agents.reloads").by("outcome", outcome);
	}

	/** What became of a changed file. */
	enum Outcome {

		/** New calls get what it says. */
		APPLIED,
		/** It cannot serve calls; the agents stay as they were. */
		REFUSED

	}

}
