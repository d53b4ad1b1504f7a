package io.trunkline.sandbox;

import java.io.PrintStream;
import java.util.List;

import io.trunkline.sandbox.scenario.LineVerdict;
import io.trunkline.sandbox.scenario.Scenario;
import io.trunkline.sandbox.scenario.ScenarioRunner;
import io.trunkline.sandbox.scenario.Scenarios;
import io.trunkline.sandbox.scenario.Verdict;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.ansi.AnsiColor;
import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.ansi.AnsiStyle;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Holds scenarios for a person at the terminal, and ends the process: with 0 if all of
 * them went as written, else with 1. One alone is told line by line while it goes on, of
 * several each when it is over.
 */
final class ScenarioCommand {

	private static final int AT_ONCE = 8;

	private final ScenarioRunner runner;

	private final PrintStream out;

	ScenarioCommand(ScenarioRunner runner, PrintStream out) {
		this.runner = runner;
		this.out = out;
	}

	/** Returns at once. */
	void run(String chosen, ConfigurableApplicationContext context) {
		List<Scenario> scenarios = Scenarios.read(chosen).chosen(chosen);
		Mono<Boolean> kept = (scenarios.size() == 1) ? live(scenarios.getFirst())
				: Flux.fromIterable(scenarios).flatMap(this::whenOver, AT_ONCE).reduce(true, Boolean::logicalAnd);
		this.runner.warmUp()
			.then(kept)
			.publishOn(Schedulers.boundedElastic())
			.subscribe((all) -> System.exit(SpringApplication.exit(context, () -> all ? 0 : 1)));
	}

	private Mono<Boolean> live(Scenario scenario) {
		return Mono.defer(() -> {
			head(scenario);
			return this.runner.run(scenario, this::line).map(this::conclude);
		});
	}

	private Mono<Boolean> whenOver(Scenario scenario) {
		return this.runner.run(scenario, (_) -> {
		}).map(this::tell);
	}

	private synchronized boolean tell(Verdict verdict) {
		head(verdict.scenario());
		verdict.lines().forEach(this::line);
		return conclude(verdict);
	}

	private void head(Scenario scenario) {
		this.out.println();
		this.out.println("  " + AnsiOutput.toString(AnsiStyle.BOLD, scenario.title(), AnsiStyle.NORMAL) + "  ("
				+ scenario.name() + ")");
	}

	private void line(LineVerdict verdict) {
		AnsiColor color = verdict.kept() ? AnsiColor.DEFAULT : AnsiColor.RED;
		this.out.println("  " + AnsiOutput.toString(color, verdict, AnsiColor.DEFAULT));
	}

	/** A scenario that cannot go as written yet does not count. */
	private boolean conclude(Verdict verdict) {
		verdict.objections().forEach((objection) -> this.out.println("  \u2717 " + objection));
		String pending = verdict.scenario().pending();
		if (!verdict.kept() && !pending.isEmpty()) {
			this.out.println("  pending: " + pending);
		}
		return verdict.kept() || !pending.isEmpty();
	}

}
