package io.trunkline.agent.tool;

import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.trunkline.metric.Metric;

/** One run of a tool as it is measured; it ends once. */
final class ToolRun {

	private final String tool;

	private final MeterRegistry meters;

	private final Timer.Sample sample;

	private final AtomicBoolean ended = new AtomicBoolean();

	ToolRun(String tool, MeterRegistry meters) {
		this.tool = tool;
		this.meters = meters;
		this.sample = Timer.start(meters);
	}

	void end(Outcome outcome) {
		if (this.ended.compareAndSet(false, true)) {
			this.sample.stop(tools(this.tool, outcome).timer(this.meters));
		}
	}

	/** How long tools take and what comes of it. */
	private static Metric tools(String tool, Outcome outcome) {
		return Metric.of("trunkline.tool").named("tool", tool).by("outcome", outcome);
	}

	/** What came of a run. */
	enum Outcome {

		OK, FAILED, TIMEOUT, CANCELLED

	}

}
