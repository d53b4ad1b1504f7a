package io.trunkline;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

/** Each scenario file, held over real sockets with one service, six at a time. */
class ScenarioTests {

	private static final int AT_ONCE = 6;

	private static Stack stack;

	@BeforeAll
	static void start() {
		stack = Stack.start("scenario.patience=" + System.getProperty("scenario.patience", "1"));
	}

	@AfterAll
	static void stop() {
		Awaitility.await().until(() -> stack.permits().active() + stack.permits().reserved() == 0);
		stack.close();
	}

	@TestFactory
	Stream<DynamicTest> goesAsWritten() {
		List<Scenario> scenarios = Scenarios.read("").chosen(System.getProperty("scenario", "all"));
		Map<String, CompletableFuture<Verdict>> verdicts = scenarios.stream()
			.collect(Collectors.toMap(Scenario::name, (_) -> new CompletableFuture<>()));
		ScenarioRunner runner = stack.bean(ScenarioRunner.class);
		runner.warmUp().thenMany(Flux.fromIterable(scenarios)).flatMap((scenario) -> runner.run(scenario, (_) -> {
		}), AT_ONCE)
			.subscribe((verdict) -> verdicts.get(verdict.scenario().name()).complete(verdict),
					(cause) -> verdicts.values().forEach((verdict) -> verdict.completeExceptionally(cause)));
		return scenarios.stream()
			.map((scenario) -> DynamicTest.dynamicTest(scenario.name() + ": " + scenario.title(),
					() -> check(verdicts.get(scenario.name()).orTimeout(3, TimeUnit.MINUTES).join())));
	}

	private static void check(Verdict verdict) {
		String told = verdict.lines().stream().map(LineVerdict::toString).collect(Collectors.joining("\n", "\n", "\n"));
		if (!verdict.kept()) {
			assumeThat(verdict.scenario().pending()).as("pending" + told).isEmpty();
		}
		assertThat(verdict.kept()).as(told + verdict.objections()).isTrue();
	}

}
