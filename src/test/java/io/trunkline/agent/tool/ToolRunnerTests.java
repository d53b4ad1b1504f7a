package io.trunkline.agent.tool;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ToolRunnerTests {

	private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ToolRunner runner = new ToolRunner(this.scheduler, this.meters);

	private final List<String> results = new ArrayList<>();

	private final AtomicInteger cancelled = new AtomicInteger();

	@AfterEach
	void close() {
		this.scheduler.dispose();
	}

	@Test
	void resultIsTheToolsText() {
		run(Effect.READ, Mono.just("It is 7."));
		assertThat(this.results).containsExactly("It is 7.");
		assertThat(count("ok")).isOne();
	}

	@Test
	void toolWithNothingToSayIsDone() {
		run(Effect.WRITE, Mono.empty());
		assertThat(this.results).containsExactly("{\"result\":\"done\"}");
	}

	@Test
	void eachSubscriptionRunsTheToolAnew() {
		AtomicInteger runs = new AtomicInteger();
		Mono<String> result = this.runner
			.result(tool(Effect.READ, 100, (_) -> Mono.just("run " + runs.incrementAndGet())), invocation());
		assertThat(result.block()).isEqualTo("run 1");
		assertThat(result.block()).isEqualTo("run 2");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void logTellsThePlaceOfAFailureAndNotItsMessage(CapturedOutput log) {
		run(Effect.READ, Mono.error(new IllegalStateException("caller said 4711", new IOException("to 10.0.0.7"))));
		assertThat(log).contains("Tool look failed: IOException at io.trunkline")
			.doesNotContain("4711")
			.doesNotContain("10.0.0.7");
	}

	@Test
	void failureIsToldWithoutItsCause() {
		run(Effect.READ, Mono.error(new IllegalStateException("10.0.0.7 said secret")));
		assertThat(this.results).containsExactly("{\"error\":\"The tool failed.\"}");
		assertThat(count("failed")).isOne();
	}

	@Test
	void toolThatThrowsFailsAsWell() {
		this.runner.result(tool(Effect.READ, 100, (_) -> {
			throw new IllegalStateException("secret");
		}), invocation()).subscribe(this.results::add);
		assertThat(this.results).containsExactly("{\"error\":\"The tool failed.\"}");
	}

	@Test
	void failureForTheModelIsToldAsItIs() {
		run(Effect.READ, Mono.error(new ToolFailure("There is no \"such\" order.")));
		assertThat(this.results).containsExactly("{\"error\":\"There is no \\\"such\\\" order.\"}");
	}

	@Test
	void readThatTakesTooLongIsCancelled() {
		run(Effect.READ, silence());
		this.scheduler.advanceTimeBy(Duration.ofSeconds(9));
		assertThat(this.results).isEmpty();
		this.scheduler.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.results).containsExactly("{\"error\":\"The tool did not answer in time.\"}");
		assertThat(this.cancelled).hasValue(1);
		assertThat(count("timeout")).isOne();
	}

	@Test
	void aWriteIsNeverCancelled() {
		Disposable waiting = run(Effect.WRITE, silence());
		this.scheduler.advanceTimeBy(Duration.ofSeconds(11));
		assertThat(this.results.getFirst()).contains("not known whether it was done");
		waiting.dispose();
		run(Effect.WRITE, silence()).dispose();
		assertThat(this.cancelled).hasValue(0);
	}

	@Test
	void cancellingEndsARead() {
		run(Effect.READ, silence()).dispose();
		assertThat(this.cancelled).hasValue(1);
		assertThat(count("cancelled")).isOne();
	}

	@Test
	void longAnswerIsCutAndMarked() {
		run(Effect.READ, Mono.just("x".repeat(101)));
		assertThat(this.results.getFirst()).hasSize(100).endsWith(" ... [cut]");
	}

	@Test
	void answerIsNotCutInsideOfACharacter() {
		run(Effect.READ, Mono.just("x" + "\uD83D\uDE00".repeat(60)));
		String text = this.results.getFirst().replace(" ... [cut]", "");
		assertThat(Character.isHighSurrogate(text.charAt(text.length() - 1))).isFalse();
	}

	private Mono<String> silence() {
		return Mono.<String>never().doOnCancel(this.cancelled::incrementAndGet);
	}

	private Disposable run(Effect effect, Mono<String> answer) {
		return this.runner.result(tool(effect, 100, (_) -> answer), invocation()).subscribe(this.results::add);
	}

	private static Tool tool(Effect effect, int maxOutput, ToolAction action) {
		return new Tool("look", "Looks.", ArgumentSchema.none(), effect, Duration.ofSeconds(10), maxOutput, action);
	}

	private static Invocation invocation() {
		return new Invocation("call_1", JsonMapper.shared().createObjectNode(), Toolbelts.CALL);
	}

	private long count(String outcome) {
		return this.meters.get("trunkline.tool").tags("tool", "look", "outcome", outcome).timer().count();
	}

}
