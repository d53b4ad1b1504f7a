package io.trunkline.routing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an operator which settings to change, in place of a stack trace. */
class RoutesRefusedFailureAnalyzer extends AbstractFailureAnalyzer<RoutesRefusedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RoutesRefusedException refusal) {
		return new FailureAnalysis(
				"Trunkline did not start, since its routes cannot work:\n\n    "
						+ String.join("\n    ", refusal.problems()),
				"Change these settings. What a route may have is listed in README.md under \"Routes\".", refusal);
	}

}
