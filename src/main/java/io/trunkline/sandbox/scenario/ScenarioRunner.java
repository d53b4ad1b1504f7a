package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.trunkline.sandbox.bandwidth.SandboxCall;
import io.trunkline.sandbox.bandwidth.SandboxCarrier;
import io.trunkline.sandbox.caller.CallEvent;
import io.trunkline.sandbox.caller.Caller;
import io.trunkline.sandbox.caller.SandboxCallReport;
import io.trunkline.sandbox.cartesia.CartesiaOptions.Speaking;
import io.trunkline.sandbox.cartesia.SandboxCartesia;
import io.trunkline.sandbox.cartesia.VoicePart;
import io.trunkline.sandbox.openai.SandboxModel;
import io.trunkline.turn.Outcome;
import reactor.core.publisher.Mono;

/** Holds scenarios with the service. One scenario at a time is held once only. */
public final class ScenarioRunner {

	private final SandboxCarrier carrier;

	private final SandboxCartesia cartesia;

	private final SandboxModel model;

	private final Outcomes outcomes;

	private final double patience;

	/**
	 * Makes a runner.
	 * @param patience how many times the allowed time a line may take: for slow machines
	 */
	public ScenarioRunner(SandboxCarrier carrier, SandboxCartesia cartesia, SandboxModel model, Outcomes outcomes,
			double patience) {
		this.carrier = carrier;
		this.cartesia = cartesia;
		this.model = model;
		this.outcomes = outcomes;
		this.patience = patience;
	}

	/**
	 * Holds a scenario on subscription.
	 * @param live is told of each line when it is decided, on the call's event loop
	 * @return how it went
	 */
	public Mono<Verdict> run(Scenario scenario, Consumer<LineVerdict> live) {
		return Mono.defer(() -> {
			this.model.cast(scenario.agentName(), new ScriptedModel(scenario.model()));
			this.cartesia.cast(scenario.agentName(), voice(scenario.voice()));
			ScenarioCaller script = ScenarioCaller.of(scenario, this.patience);
			Judge judge = new Judge(scenario, script, this.patience);
			List<LineVerdict> lines = new ArrayList<>();
			Consumer<LineVerdict> told = live.andThen(lines::add);
			SandboxCall call = this.carrier.call(script.caller());
			return call.events()
				.doOnNext((event) -> judge.on(event).forEach(told))
				.then(call.finished())
				.flatMap((report) -> outcome(scenario, report).map((outcome) -> {
					judge.over(ended(report), outcome).forEach(told);
					return new Verdict(scenario, lines, judge.objections());
				}));
		});
	}

	/**
	 * Has somebody call whom nobody judges: the first call of a process is slow, because
	 * its code has never run.
	 */
	public Mono<Void> warmUp() {
		return Mono.defer(
				() -> this.carrier
					.call(Caller.from("+12025550124")
						.waitForAgent()
						.say("How are you today?")
						.sayAfterAgentWords(2, "Bye.")
						.hangUp())
					.finished()
					.then());
	}

	private Mono<Outcome> outcome(Scenario scenario, SandboxCallReport report) {
		Outcome expected = (scenario.dialogue().getLast() instanceof Line.Ends ends) ? ends.outcome() : Outcome.FAILED;
		return this.outcomes.of(report.callId(), expected);
	}

	private static Duration ended(SandboxCallReport report) {
		return report.all(CallEvent.Ended.class).map(CallEvent.Ended::at).findFirst().orElse(Duration.ZERO);
	}

	private static VoicePart voice(Scenario.Voice voice) {
		Speaking usual = Speaking.defaults();
		AtomicInteger failures = new AtomicInteger();
		String words = voice.failsAt().toLowerCase(Locale.ROOT);
		return new VoicePart(usual.withFirstChunk(voice.firstAudio()),
				(text) -> !words.isEmpty() && text.toLowerCase(Locale.ROOT).contains(words)
						&& (voice.times() == 0 || failures.incrementAndGet() <= voice.times()));
	}

}
