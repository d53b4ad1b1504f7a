package io.trunkline.agent;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an operator which lines to change, in place of a stack trace. */
class AgentsRefusedFailureAnalyzer extends AbstractFailureAnalyzer<AgentsRefusedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AgentsRefusedException refusal) {
		return new FailureAnalysis(
				"Trunkline did not start, since its agents cannot serve calls:\n\n    "
						+ String.join("\n    ", refusal.problems()),
				"Change these settings. What an agent may have is listed in README.md under \"Your agent\".", refusal);
	}

}
