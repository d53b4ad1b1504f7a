package io.trunkline.sandbox.scenario;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells whoever wrote a scenario what to change, in place of a stack trace. */
class ScenarioFailureAnalyzer extends AbstractFailureAnalyzer<ScenarioFormatException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ScenarioFormatException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Choose with --scenario=<name>, all, or a path that ends in .yml; what may stand in a file is listed in"
						+ " README.md under \"Scenarios\".",
				cause);
	}

}
