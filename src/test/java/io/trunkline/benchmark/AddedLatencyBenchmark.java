package io.trunkline.benchmark;

import java.time.Duration;
import java.util.List;

import io.trunkline.Stack;
import io.trunkline.call.CallEvent;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the service itself adds between the end of the caller's turn and the first sound
 * of the reply, with fifty calls at once and the sandbox in the same process.
 */
@Tag("benchmark")
class AddedLatencyBenchmark {

	@Test
	void fiftyCallsAtOnce() {
		Caller caller = Caller.from("+12025550123")
			.waitForAgent(Caller.TURN_GAP, Duration.ofSeconds(60))
			.say("Am I talking to a robot?")
			.waitForAgent(Caller.TURN_GAP, Duration.ofSeconds(60))
			.say("How are you today?")
			.waitForAgent(Caller.TURN_GAP, Duration.ofSeconds(60))
			.say("Can I make an appointment?")
			.waitForAgent(Caller.TURN_GAP, Duration.ofSeconds(60))
			.say("That is all, goodbye.")
			.waitForEnd(Duration.ofSeconds(60));
		try (Stack stack = Stack.start()) {
			stack.hold(Flux.range(0, 50).delayElements(Duration.ofMillis(100)).map((_) -> caller), 50);
			List<SandboxCallReport> reports = stack
				.hold(Flux.range(0, 100).delayElements(Duration.ofMillis(100)).map((_) -> caller), 50);
			List<TurnLatency> turns = reports.stream()
				.flatMap((report) -> stack.events(report.callId()).stream())
				.filter(CallEvent.ReplyBegan.class::isInstance)
				.map((event) -> ((CallEvent.ReplyBegan) event).latency())
				.toList();
			long incomplete = reports.stream().filter((report) -> !report.missed().isEmpty()).count();
			System.out.printf("%n=== Added latency, 50 calls at once, %d turns, %d incomplete calls%n", turns.size(),
					incomplete);
			print("own share (ms)", turns.stream().map(TurnLatency::own).toList());
			print("whole turn (ms)", turns.stream().map(TurnLatency::total).toList());
			assertThat(turns).isNotEmpty();
		}
	}

	private static void print(String what, List<Duration> times) {
		List<Duration> sorted = times.stream().sorted().toList();
		System.out.printf("%-18s p50 %8.2f   p95 %8.2f   p99 %8.2f   max %8.2f%n", what, millis(sorted, 0.50),
				millis(sorted, 0.95), millis(sorted, 0.99), millis(sorted, 1));
	}

	private static double millis(List<Duration> sorted, double share) {
		return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share))).toNanos() / 1e6;
	}

}
