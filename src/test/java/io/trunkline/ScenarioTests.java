package io.trunkline;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.trunkline.call.CallEvent;
import io.trunkline.records.RecordEvent;
import io.trunkline.sandbox.scenario.LineVerdict;
import io.trunkline.sandbox.scenario.Scenario;
import io.trunkline.sandbox.scenario.ScenarioRunner;
import io.trunkline.sandbox.scenario.Scenarios;
import io.trunkline.sandbox.scenario.Verdict;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Each scenario file, held over real sockets with one service, ten at a time. */
class ScenarioTests {

	private static final int AT_ONCE = 10;

	private static Stack stack;

	@BeforeAll
	static void start() {
		stack = Stack.start("trunkline.outbound.calls-per-second=20", "scenario.agents=all",
				"scenario.patience=" + System.getProperty("scenario.patience", "1"));
	}

	@AfterAll
	static void stop() {
		Awaitility.await().until(() -> stack.permits().active() + stack.permits().reserved() == 0);
		stack.close();
	}

	@TestFactory
	Stream<DynamicTest> goesAsWritten() {
		List<Held> all = Scenarios.read("")
			.chosen(System.getProperty("scenario.only", "all"))
			.stream()
			.map((scenario) -> new Held(scenario, new CompletableFuture<>()))
			.toList();
		ScenarioRunner runner = stack.bean(ScenarioRunner.class);
		runner.warmUp().thenMany(Flux.fromIterable(all)).flatMap((held) -> runner.run(held.scenario(), (_) -> {
		}).doOnNext(held.verdict()::complete), AT_ONCE)
			.doOnError((cause) -> all.forEach((held) -> held.verdict().completeExceptionally(cause)))
			.subscribe();
		return Stream.concat(all.stream().map(Held::test),
				Stream.of(DynamicTest.dynamicTest("every call begins, ends and is written once", ScenarioTests::once)));
	}

	private static void once() {
		Awaitility.await().atMost(15, TimeUnit.SECONDS).untilAsserted(() -> stack.events().forEach((callId, events) -> {
			assertThat(events).as(callId).filteredOn(CallEvent.Ended.class::isInstance).hasSize(1);
			assertThat(stack.records(callId)).as(callId).filteredOn(RecordEvent.CallEnded.class::isInstance).hasSize(1);
		}));
		assertThat(stack.events()).isNotEmpty().allSatisfy((callId, events) -> {
			long begun = events.stream()
				.filter((event) -> event instanceof CallEvent.Offered || event instanceof CallEvent.Refused)
				.count();
			assertThat(begun).as(callId).isOne();
			assertThat(events.stream().filter((event) -> !(event instanceof CallEvent.Recorded)).toList().getLast())
				.isInstanceOf(CallEvent.Ended.class);
		});
	}

	private static void check(Verdict verdict) {
		String told = verdict.lines().stream().map(LineVerdict::toString).collect(Collectors.joining("\n", "\n", "\n"));
		if (!verdict.kept()) {
			assumeThat(verdict.scenario().pending()).as("pending" + told).isEmpty();
		}
		assertThat(verdict.kept()).as(told + verdict.objections()).isTrue();
	}

	/** A scenario and how it will have gone. */
	private record Held(Scenario scenario, CompletableFuture<Verdict> verdict) {

		DynamicTest test() {
			return DynamicTest.dynamicTest(this.scenario.name() + ": " + this.scenario.title(),
					() -> check(this.verdict.orTimeout(3, TimeUnit.MINUTES).join()));
		}

	}

}
