package io.trunkline;

import java.util.stream.Collectors;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an operator what to do, in place of a stack trace. */
class StartRefusedFailureAnalyzer extends AbstractFailureAnalyzer<StartRefusedException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, StartRefusedException refusal) {
		String problems = refusal.problems().stream().collect(Collectors.joining("\n    ", "\n\n    ", ""));
		return new FailureAnalysis("Trunkline did not start, and opened no socket:" + problems, refusal.remedy(),
				refusal);
	}

}
