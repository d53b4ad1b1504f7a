package io.trunkline.agent.tool;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** How long tools take and what comes of it: the timer {@code trunkline.tool}. */
final class ToolMeters {

	private final MeterRegistry registry;

	ToolMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	/** What came of a run. */
	enum Outcome {

		OK, FAILED, TIMEOUT, CANCELLED

	}

	Sample begin(String tool) {
		return new Sample(tool, Timer.start(this.registry));
	}

	/** One run, which ends once. */
	final class Sample {

		private final String tool;

		private final Timer.Sample timer;

		private final AtomicBoolean ended = new AtomicBoolean();

		private Sample(String tool, Timer.Sample timer) {
			this.tool = tool;
			this.timer = timer;
		}

		void end(Outcome outcome) {
			if (this.ended.compareAndSet(false, true)) {
				this.timer.stop(ToolMeters.this.registry.timer("trunkline.tool", "tool", this.tool, "outcome",
						outcome.name().toLowerCase(Locale.ROOT)));
			}
		}

	}

}
