package io.trunkline.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.trunkline.outbound.OutboundCalls;
import io.trunkline.outbound.OutboundRefusedException;
import io.trunkline.outbound.PlaceCall;
import io.trunkline.outbound.Placed;
import io.trunkline.records.RecordEvent;
import io.trunkline.sandbox.bandwidth.SandboxCall;
import io.trunkline.sandbox.bandwidth.SandboxCarrier;
import io.trunkline.sandbox.bandwidth.caller.CallEvent;
import io.trunkline.sandbox.bandwidth.caller.Caller;
import io.trunkline.sandbox.bandwidth.caller.SandboxCallReport;
import io.trunkline.sandbox.cartesia.CartesiaOptions.Speaking;
import io.trunkline.sandbox.cartesia.SandboxCartesia;
import io.trunkline.sandbox.cartesia.VoicePart;
import io.trunkline.sandbox.openai.SandboxModel;
import io.trunkline.turn.Outcome;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Holds scenarios with the service. One scenario at a time is held once only. */
public final class ScenarioRunner {

	/**
	 * From the end of a call until its record is there; reports of a transfer are waited
	 * for.
	 */
	private static final Duration WRITTEN = Duration.ofSeconds(10);

	/** Until the carrier dials whom it is to call. */
	private static final Duration DIALLED = Duration.ofSeconds(60);

	/** What the carrier has dialled is counted within this. */
	private static final Duration COUNTED = Duration.ofMillis(200);

	private final SandboxCarrier carrier;

	private final SandboxCartesia cartesia;

	private final SandboxModel model;

	private final OutboundCalls outbound;

	private final Records records;

	private final double patience;

	/**
	 * Makes a runner.
	 * @param patience how many times the allowed time a line may take: for slow machines
	 */
	public ScenarioRunner(SandboxCarrier carrier, SandboxCartesia cartesia, SandboxModel model, OutboundCalls outbound,
			Records records, double patience) {
		this.carrier = carrier;
		this.cartesia = cartesia;
		this.model = model;
		this.outbound = outbound;
		this.records = records;
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
			List<LineVerdict> lines = new ArrayList<>();
			Judge judge = new Judge(scenario, script, this.patience);
			Consumer<LineVerdict> told = live.andThen(lines::add);
			return scenario.order()
				.map((order) -> ordered(scenario, order, script, judge, told))
				.orElseGet(() -> called(scenario, script, judge, told))
				.map((objections) -> {
					List<String> all = new ArrayList<>(judge.objections());
					all.addAll(objections);
					return new Verdict(scenario, lines, all);
				});
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

	private Mono<List<String>> called(Scenario scenario, ScenarioCaller script, Judge judge,
			Consumer<LineVerdict> told) {
		SandboxCall call = this.carrier.call(script.caller());
		return hold(scenario, call, call.callId(), judge, told);
	}

	/**
	 * Has the service call somebody; nobody must be dialled twice. Whoever is called has
	 * no telephone book of his own, so that those whom a transfer rings then are the
	 * carrier's.
	 */
	private Mono<List<String>> ordered(Scenario scenario, Scenario.Order order, ScenarioCaller script, Judge judge,
			Consumer<LineVerdict> told) {
		String to = scenario.calleeNumber();
		this.carrier.whenCalled(to, script.called(order), scenario.carrier());
		script.caller().callees().forEach(this.carrier::whenCalled);
		PlaceCall wish = new PlaceCall(null, to, scenario.agentName(), order.variables(), null, null, null);
		return this.outbound.place(wish)
			.map(Placed::id)
			.flatMap((id) -> dialled(id).next()
				.timeout(DIALLED)
				.flatMap((call) -> hold(scenario, call, id, judge, told))
				.flatMap((objections) -> dialledOnce(id, objections)))
			.onErrorResume(OutboundRefusedException.class, (refused) -> Mono.just(List.of("refused: " + refused)));
	}

	private Flux<SandboxCall> dialled(String id) {
		return this.carrier.placed().filter((call) -> call.tag().orElse("").equals(id));
	}

	private Mono<List<String>> dialledOnce(String id, List<String> objections) {
		return dialled(id).takeUntilOther(Mono.delay(COUNTED)).count().map((times) -> {
			List<String> all = new ArrayList<>(objections);
			if (times > 1) {
				all.add("dialled " + times + " times");
			}
			return all;
		});
	}

	/** Judges a call as it goes on, and then its record. */
	private Mono<List<String>> hold(Scenario scenario, SandboxCall call, String callId, Judge judge,
			Consumer<LineVerdict> told) {
		return call.events()
			.doOnNext((event) -> judge.on(event).forEach(told))
			.then(call.finished())
			.flatMap((report) -> this.records.of(callId, WRITTEN).map((record) -> {
				judge.over(ended(report), outcome(record)).forEach(told);
				return RecordJudge.objections(scenario.record(), record);
			}).switchIfEmpty(Mono.fromSupplier(() -> {
				judge.over(ended(report), Outcome.FAILED).forEach(told);
				return List.of("there is no record of the call");
			})));
	}

	private static Outcome outcome(RecordEvent.CallEnded record) {
		Outcome outcome = record.call().ending().outcome();
		return (outcome != null) ? outcome : Outcome.FAILED;
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
