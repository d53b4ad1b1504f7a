package io.trunkline.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.trunkline.Stack;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What it is worth to begin the reply before the caller has certainly finished: the time
 * from the recogniser's {@code turn.end} to the first sound at the caller's ear, with and
 * without. The recogniser is certain 500 ms after it first believes it, the model takes
 * 300 ms to its first word, the voice 100 ms to its first sound.
 */
@Tag("benchmark")
class SpeculationBenchmark {

	/** Silence before {@code turn.end}, with the thresholds that the service asks for. */
	private static final Duration TURN_END = Duration.ofMillis(700);

	private static final int CALLS = 20;

	private static final int AT_ONCE = 5;

	private static final Caller CALLER = Caller.from("+12025550123")
		.waitForAgent()
		.say("Am I talking to a robot?")
		.waitForAgent()
		.say("How are you today?")
		.waitForAgent()
		.say("Can I make an appointment?")
		.waitForAgent()
		.say("How are you today?")
		.waitForAgent();

	@Test
	void onAndOffSideBySide() {
		List<Duration> on = measure(3);
		List<Duration> off = measure(0);
		System.out.printf(Locale.ROOT, "%n=== From turn.end to the first sound at the caller's ear, %d calls each%n",
				CALLS);
		System.out.printf(Locale.ROOT, "%-14s %12s %12s %8s%n", "speculation", "p50 (ms)", "p95 (ms)", "turns");
		System.out.printf(Locale.ROOT, "%-14s %12.1f %12.1f %8d%n", "on", millis(on, 0.5), millis(on, 0.95), on.size());
		System.out.printf(Locale.ROOT, "%-14s %12.1f %12.1f %8d%n", "off", millis(off, 0.5), millis(off, 0.95),
				off.size());
		assertThat(millis(on, 0.5)).isLessThan(100);
		assertThat(millis(off, 0.5)).isGreaterThan(400);
	}

	/**
	 * Holds the calls with a service of their own.
	 * @param perTurn how often it may begin a reply early
	 */
	private static List<Duration> measure(int perTurn) {
		try (Stack stack = Stack.start("trunkline.agents.reception.turn.speculation.per-turn=" + perTurn,
				"trunkline.sandbox.delays.eager-end=350ms", "trunkline.sandbox.delays.turn-end=775ms",
				"trunkline.sandbox.delays.first-token=300ms", "trunkline.sandbox.delays.between-tokens=0ms",
				"trunkline.sandbox.delays.first-audio=100ms")) {
			stack.hold(Flux.range(0, AT_ONCE).map((_) -> CALLER), AT_ONCE);
			List<SandboxCallReport> reports = stack
				.hold(Flux.range(0, CALLS).delayElements(Duration.ofMillis(100)).map((_) -> CALLER), AT_ONCE);
			return reports.stream().flatMap((report) -> waits(report).stream()).sorted().toList();
		}
	}

	/**
	 * For each thing the caller said: from {@code turn.end} to the first sound of the
	 * answer.
	 */
	private static List<Duration> waits(SandboxCallReport report) {
		List<Duration> waits = new ArrayList<>();
		for (CallEvent.CallerSaid said : report.all(CallEvent.CallerSaid.class).toList()) {
			Optional<Duration> sound = report.all(CallEvent.AgentHeard.class)
				.map(CallEvent.AgentHeard::from)
				.filter((from) -> from.compareTo(said.until()) > 0)
				.findFirst();
			sound.ifPresent((from) -> waits.add(from.minus(said.until()).minus(TURN_END)));
		}
		return waits;
	}

	private static double millis(List<Duration> sorted, double share) {
		return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share))).toNanos() / 1e6;
	}

}
