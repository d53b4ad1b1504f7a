package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.CallerLookup;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.call.SimulatedVoice.Speech;
import io.trunkline.call.memory.Briefing;
import io.trunkline.call.memory.Briefings;
import io.trunkline.call.memory.ComingBack;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.engine.Utterance;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.TransferResult;
import io.trunkline.turn.Opening;
import io.trunkline.turn.Outcome;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** One whole call in virtual time, all of it from one seed. */
final class Simulation {

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"),
			"+12025550123", "+12025550100", CallLeg.Direction.INBOUND);

	private static final CallLeg PLACED = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"),
			"+12025550100", "+12025550123", CallLeg.Direction.OUTBOUND);

	private static final Duration STEP = Duration.ofMillis(20);

	/** No agent may talk for more than ten minutes. */
	private static final long LONGEST = Duration.ofMinutes(11).toMillis();

	private static final Agent SALES = SampleAgents.agent("sales", Map.of("instructions", "Sell.", "numbers",
			"+12025550177", "greeting", "Sales.", "tools", "hang_up,look", "limits.max-duration", "10m"));

	private final World world;

	private final List<Outcome> outcomes = new ArrayList<>();

	private int ended;

	Simulation(long seed) {
		this.world = new World(seed);
	}

	/**
	 * Plays the call.
	 * @return the rule that was broken, if one was
	 */
	@Nullable String play() {
		World.Dice dice = this.world.dice("call");
		Faults faults = Faults.of(dice);
		Agent agent = SimulatedAgents.of(dice);
		this.world.note(faults);
		SimulatedVoice voice = new SimulatedVoice();
		Invariants invariants = new Invariants(this.world);
		SimulatedCaller caller = new SimulatedCaller(this.world, faults, invariants);
		SimulatedEngine engine = new SimulatedEngine(this.world, faults, voice, invariants, caller.hearing());
		SimulatedCarrier carrier = new SimulatedCarrier(this.world, voice, invariants);
		SimulatedControl control = new SimulatedControl(this.world, faults, carrier, invariants);
		Speech first = new Speech(false);
		boolean outbound = this.world.dice("direction").chance(25);
		invariants.watch(carrier, outbound ? null : first);
		Agents agents = new Agents(List.of(agent, SALES));
		Toolboxes toolboxes = new Toolboxes(agents, List.of(new SimulatedTools(this.world, faults, invariants)),
				new LoopScheduler(this.world.loop()), new SimpleMeterRegistry());
		CallMeters meters = new CallMeters(new SimpleMeterRegistry());
		Briefing briefing = new Briefings(agents, CallerLookup.NONE, () -> Instant.EPOCH)
			.about(LEG, agent.name(), Map.of())
			.orElseThrow();
		Preparation prepared = prepared(briefing, toolboxes, engine,
				outbound ? Flux.defer(() -> engine.say(agent.greeting())) : engine.greeting(agent.greeting(), first));
		LiveCall call = new LiveCall(outbound ? PLACED : LEG, prepared, carrier,
				new PlaybackProperties(Duration.ofMillis(320), Duration.ofMillis(80),
						Duration.ofMillis(dice.of(0, 60))),
				new CallDeparture(List.of(control), Optional.of(new PhoneNumber("+12025550199")), meters), meters,
				(_, event) -> told(event, invariants));
		call.show(invariants::step);
		this.world.loop().execute(() -> call.serve().subscribe(this.outcomes::add));
		this.world.loop().execute(() -> caller.answer(carrier));
		SimulatedOthers others = new SimulatedOthers(this.world, call);
		this.world.loop().execute(() -> others.begin(outbound));
		Bounds bounds = new Bounds(this.world, call);
		while (this.outcomes.isEmpty() && this.world.violation() == null) {
			this.world.loop().pass(STEP);
			invariants.tick();
			if (this.ended == 0) {
				bounds.check();
			}
			this.world.require(this.world.now() < LONGEST, () -> "the call does not end");
		}
		caller.leave();
		if (this.world.violation() == null) {
			this.world.require(!caller.isHeard(), () -> "the recogniser still listens");
			nothingIsLeft(invariants, engine, carrier);
		}
		return this.world.violation();
	}

	/** Some callers are back from a transfer. */
	private Preparation prepared(Briefing briefing, Toolboxes toolboxes, SimulatedEngine engine,
			Flux<Utterance> greeting) {
		World.Dice dice = this.world.dice("opening");
		Dialogue dialogue = new Dialogue();
		if (!dice.chance(10)) {
			return new Preparation(briefing, toolboxes::of, engine, greeting, dialogue, 1, Opening.FRESH);
		}
		dialogue.note(ComingBack.from(dice.of(TransferResult.values())));
		this.world.note("back from a transfer");
		return new Preparation(briefing, toolboxes::of, engine, Flux.empty(), dialogue, 2, Opening.RETURNED);
	}

	/** What happened, as text. */
	String log() {
		return this.world.log();
	}

	/** How much time passed in the call. */
	Duration length() {
		return Duration.ofMillis(this.world.now());
	}

	private void told(CallEvent event, Invariants invariants) {
		invariants.told(event);
		if (event instanceof CallEvent.StreamOver) {
			this.ended++;
		}
	}

	private void nothingIsLeft(Invariants invariants, SimulatedEngine engine, SimulatedCarrier carrier) {
		int steps = invariants.steps();
		invariants.over();
		this.world.require(engine.isClosed(), () -> "the engine is still open");
		this.world.require(carrier.isClosed(), () -> "the stream is still open");
		this.world.loop().pass(Duration.ofMinutes(1));
		this.world.require(this.world.loop().waiting() == 0, () -> "tasks are left on the loop");
		this.world.require(invariants.steps() == steps, () -> "steps after the end");
		this.world.require(this.ended == 1 && this.outcomes.size() == 1, () -> "ended " + this.ended + " times");
	}

}
