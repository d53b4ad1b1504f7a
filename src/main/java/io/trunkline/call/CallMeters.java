package io.trunkline.call;

import java.time.Duration;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.metric.Metric;
import io.trunkline.telephony.CallLeg;
import io.trunkline.turn.Outcome;

/** The meters of calls and turns. */
final class CallMeters {

	private static final double[] TURN_BUCKETS = { 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5, 2, 3, 5, 10 };

	private static final Metric UNDERRUNS = Metric.of("trunkline.playout.underrun")
		.described("Times the carrier had nothing left to play in mid-turn");

	private static final Metric FILLERS = Metric.of("trunkline.fillers");

	private static final Metric TURN = Metric.of("trunkline.turn.latency")
		.described("From the caller's last word to the first sound of the reply")
		.buckets(TURN_BUCKETS);

	private static final Metric OVERHEAD = Metric.of("trunkline.overhead")
		.described("Our own share of the time to the first sound of a reply")
		.buckets(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1);

	private static final Metric GREETING = Metric.of("trunkline.greeting.latency")
		.described("From the media stream's start to the first sound")
		.buckets(0.1, 0.2, 0.3, 0.5, 0.8, 1, 2, 3);

	private static final Metric BARGE_IN = Metric.of("trunkline.bargein.stop")
		.described("From the caller's first sound over the agent to the silence")
		.buckets(0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5);

	private static final Metric DURATION = Metric.of("trunkline.call.duration")
		.described("Length of calls")
		.buckets(1, 10, 30, 60, 180, 600, 1800, 3600);

	private final MeterRegistry registry;

	/** What every call should measure is published before the first. */
	CallMeters(MeterRegistry registry) {
		this.registry = registry;
		UNDERRUNS.count(registry, 0);
		Stream.of(TURN, OVERHEAD, GREETING, BARGE_IN).forEach((metric) -> metric.timer(registry));
		Stream.of(Stage.values()).forEach((stage) -> stages(stage).timer(registry));
	}

	void underrun() {
		UNDERRUNS.count(this.registry);
	}

	void greeted(Duration latency) {
		record(GREETING, latency);
	}

	/** The agent was silenced; it is not clear yet whether for good. */
	void silenced(Duration stop) {
		record(BARGE_IN, stop);
	}

	void interrupted(boolean really) {
		interruptions(really ? Result.TRUE : Result.FALSE_ALARM).count(this.registry);
	}

	/** A reply that was begun early was of use, or not. */
	void speculated(boolean used) {
		speculations(used ? Result.USED : Result.WASTED).count(this.registry);
	}

	/** A phrase bridged a silence. */
	void filled() {
		FILLERS.count(this.registry);
	}

	void turn(TurnLatency latency) {
		record(TURN, latency.total());
		record(stages(Stage.EOT), latency.endpointing());
		record(stages(Stage.LLM_TTFT), latency.model());
		record(stages(Stage.LLM_FIRST_SENTENCE), latency.clause());
		record(stages(Stage.TTS_TTFB), latency.voice());
		record(stages(Stage.SEND), latency.own());
		record(OVERHEAD, latency.own());
	}

	/**
	 * A call is over.
	 * @param duration since it was answered; zero if it was not
	 */
	void ended(CallLeg leg, Outcome outcome, Duration duration) {
		calls(leg.direction(), outcome).count(this.registry);
		if (duration.isPositive()) {
			record(DURATION, duration);
		}
	}

	void transferred(boolean accepted) {
		transfers(accepted ? Result.ACCEPTED : Result.REFUSED).count(this.registry);
	}

	private void record(Metric metric, Duration time) {
		metric.timer(this.registry).record(time);
	}

	private static Metric stages(Stage stage) {
		return Metric.of("trunkline.turn.stage")
			.described("Parts of trunkline.turn.latency")
			.by("stage", stage)
			.buckets(TURN_BUCKETS);
	}

	private static Metric interruptions(Result result) {
		return Metric.of("trunkline.interruptions").by("result", result);
	}

	private static Metric speculations(Result result) {
		return Metric.of("trunkline.speculations").by("result", result);
	}

	private static Metric transfers(Result result) {
		return Metric.of("trunkline.transfers").by("result", result);
	}

	private static Metric calls(CallLeg.Direction direction, Outcome reason) {
		return Metric.of("trunkline.calls")
			.by("direction", direction)
			.by("outcome", isFailure(reason) ? Result.FAILED : Result.COMPLETED)
			.by("end_reason", reason);
	}

	private static boolean isFailure(Outcome outcome) {
		return switch (outcome) {
			case CALLER_HANGUP, AGENT_HANGUP, OPERATOR_HANGUP, VOICEMAIL, NOT_REACHED, TRANSFERRED, CONTINUED, SILENCE,
					MAX_DURATION ->
				false;
			case NOT_SERVED, ERROR_STT, ERROR_LLM, ERROR_TTS, STREAM_BROKEN, FAILED -> true;
		};
	}

	private enum Stage {

		EOT, LLM_TTFT, LLM_FIRST_SENTENCE, TTS_TTFB, SEND

	}

	/** What came of whatever was counted. */
	private enum Result {

		TRUE, FALSE_ALARM, USED, WASTED, ACCEPTED, REFUSED, COMPLETED, FAILED

	}

}
