package io.trunkline.call;

import java.time.Duration;
import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.telephony.CallLeg;
import io.trunkline.turn.Outcome;

/** The meters of calls and turns; tags come from closed sets only. */
final class CallMeters {

	private static final double[] TURN_BUCKETS = { 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5, 2, 3, 5, 10 };

	private final MeterRegistry registry;

	private final Counter underruns;

	private final Timer turn;

	private final Timer endOfTurn;

	private final Timer model;

	private final Timer clause;

	private final Timer voice;

	private final Timer own;

	private final Timer overhead;

	private final Timer greeting;

	private final Timer bargeIn;

	CallMeters(MeterRegistry registry) {
		this.registry = registry;
		this.underruns = Counter.builder("trunkline.playout.underrun")
			.description("Times the carrier had nothing left to play in mid-turn")
			.register(registry);
		this.turn = timer("trunkline.turn.latency", "From the caller's last word to the first sound of the reply",
				TURN_BUCKETS);
		this.endOfTurn = stage("eot");
		this.model = stage("llm_ttft");
		this.clause = stage("llm_first_sentence");
		this.voice = stage("tts_ttfb");
		this.own = stage("send");
		this.overhead = timer("trunkline.overhead", "Our own share of the time to the first sound of a reply", 0.001,
				0.002, 0.005, 0.01, 0.02, 0.05, 0.1);
		this.greeting = timer("trunkline.greeting.latency", "From the media stream's start to the first sound", 0.1,
				0.2, 0.3, 0.5, 0.8, 1, 2, 3);
		this.bargeIn = timer("trunkline.bargein.stop", "From the caller's first sound over the agent to the silence",
				0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5);
	}

	void underrun() {
		this.underruns.increment();
	}

	void greeted(Duration latency) {
		this.greeting.record(latency);
	}

	/** The agent was silenced; it is not clear yet whether for good. */
	void silenced(Duration stop) {
		this.bargeIn.record(stop);
	}

	void interrupted(boolean really) {
		this.registry.counter("trunkline.interruptions", "result", really ? "true" : "false_alarm").increment();
	}

	/** A reply that was begun early was of use, or not. */
	void speculated(boolean used) {
		this.registry.counter("trunkline.speculations", "result", used ? "used" : "wasted").increment();
	}

	/** A phrase bridged a silence. */
	void filled() {
		this.registry.counter("trunkline.fillers").increment();
	}

	void turn(TurnLatency latency) {
		this.turn.record(latency.total());
		this.endOfTurn.record(latency.endpointing());
		this.model.record(latency.model());
		this.clause.record(latency.clause());
		this.voice.record(latency.voice());
		this.own.record(latency.own());
		this.overhead.record(latency.own());
	}

	/**
	 * A call is over.
	 * @param duration since it was answered; zero if it was not
	 */
	void ended(CallLeg leg, Outcome outcome, Duration duration) {
		String direction = leg.direction().name().toLowerCase(Locale.ROOT);
		this.registry
			.counter("trunkline.calls", "direction", direction, "outcome", isFailure(outcome) ? "failed" : "completed",
					"end_reason", outcome.name().toLowerCase(Locale.ROOT))
			.increment();
		if (duration.isPositive()) {
			timer("trunkline.call.duration", "Length of calls", 1, 10, 30, 60, 180, 600, 1800, 3600).record(duration);
		}
	}

	void transferred(boolean accepted) {
		this.registry.counter("trunkline.transfers", "result", accepted ? "accepted" : "refused").increment();
	}

	private Timer stage(String stage) {
		return Timer.builder("trunkline.turn.stage")
			.description("Parts of trunkline.turn.latency")
			.tag("stage", stage)
			.serviceLevelObjectives(durations(TURN_BUCKETS))
			.register(this.registry);
	}

	private Timer timer(String name, String description, double... buckets) {
		return Timer.builder(name)
			.description(description)
			.serviceLevelObjectives(durations(buckets))
			.register(this.registry);
	}

	private static Duration[] durations(double... seconds) {
		Duration[] durations = new Duration[seconds.length];
		for (int at = 0; at < seconds.length; at++) {
			durations[at] = Duration.ofMillis(Math.round(seconds[at] * 1000));
		}
		return durations;
	}

	private static boolean isFailure(Outcome outcome) {
		return switch (outcome) {
			case CALLER_HANGUP, AGENT_HANGUP, OPERATOR_HANGUP, VOICEMAIL, NOT_REACHED, TRANSFERRED, CONTINUED, SILENCE,
					MAX_DURATION ->
				false;
			case NOT_SERVED, ERROR_STT, ERROR_LLM, ERROR_TTS, STREAM_BROKEN, FAILED -> true;
		};
	}

}
