package io.trunkline.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.trunkline.admission.Admissions;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.SampleAgents;
import io.trunkline.agent.tool.ArgumentSchema;
import io.trunkline.agent.tool.Effect;
import io.trunkline.agent.tool.Tool;
import io.trunkline.agent.tool.ToolSource;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.audio.AudioFormat;
import io.trunkline.call.latency.TurnLatency;
import io.trunkline.call.memory.Briefings;
import io.trunkline.call.playback.PlaybackProperties;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.engine.cascade.VirtualEngines;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpeechException;
import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.Answer;
import io.trunkline.telephony.CallControl;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.MediaStream;
import io.trunkline.telephony.Party;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.TransferPlan;
import io.trunkline.telephony.VirtualCallLoop;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One call as a script, from its offer to its end, with everything of the service that
 * belongs to a call; carrier, recogniser, model and voice follow the script in virtual
 * time. A line that begins with {@code #} is a remark, with {@code %} a setting, with
 * {@code >} something that happens at a second of the call; all others are what comes of
 * it.
 */
final class GoldenCall {

	private static final CallLeg LEG = new CallLeg("bandwidth", new AccountId("9900000"), new CallId("c-1"),
			"+12025550123", "+12025550100", CallLeg.Direction.INBOUND);

	private static final PhoneNumber FALLBACK = new PhoneNumber("+12025550199");

	/** From the answer of a webhook to the first frame of its media socket. */
	private static final Duration CONNECTING = Duration.ofMillis(200);

	private static final Duration STEP = Duration.ofMillis(10);

	private static final Duration LONGEST = Duration.ofMinutes(2);

	private final VirtualCallLoop loop = new VirtualCallLoop();

	private final Scheduler scheduler = new LoopScheduler(this.loop);

	private final GoldenLog log = new GoldenLog(this.loop);

	private final GoldenVoice voice = new GoldenVoice(this.loop, this.log);

	private final GoldenModel model = new GoldenModel(this.loop, this.log);

	private final Map<String, Map<String, String>> agents = new LinkedHashMap<>();

	private final Map<String, String> results = new LinkedHashMap<>();

	private String lookup = "";

	private boolean prepared;

	private Sinks.Many<Hearing> hearing = Sinks.many().unicast().onBackpressureBuffer();

	private GoldenCarrier carrier = new GoldenCarrier(this.loop, this.log, this.voice);

	private boolean over;

	private GoldenCall() {
	}

	static List<String> replay(List<String> script) {
		GoldenCall call = new GoldenCall();
		script.stream().filter((line) -> line.startsWith("% ")).forEach((line) -> call.set(line.substring(2)));
		call.play(script);
		return call.log.lines();
	}

	private void set(String setting) {
		String[] words = setting.split(" ", 3);
		String rest = setting.substring(setting.indexOf(' ') + 1);
		switch (words[0]) {
			case "agent" -> {
				String[] entry = words[2].split(": ", 2);
				this.agents.computeIfAbsent(words[1], (_) -> new LinkedHashMap<>()).put(entry[0], entry[1]);
			}
			case "model" -> this.model.answer(rest);
			case "tool" -> this.results.put(words[1], words[2]);
			case "lookup" -> this.lookup = rest;
			case "voice" -> this.voice.failAt(rest.substring("fails at: ".length()));
			case "prepared" -> this.prepared = true;
			default -> throw new IllegalArgumentException("no such setting: " + setting);
		}
	}

	private void play(List<String> script) {
		List<String> remarks = new ArrayList<>();
		Calls calls = calls();
		for (String line : script) {
			if (line.startsWith("> ")) {
				String[] words = line.substring(2).split(" ", 2);
				passUntil(Math.round(Double.parseDouble(words[0]) * 1000));
				remarks.forEach(this.log::given);
				remarks.clear();
				this.log.given(line);
				happen(words[1], calls);
				this.loop.runDue();
			}
			else if (line.startsWith("#") || line.startsWith("%") || line.isBlank()) {
				remarks.add(line);
			}
		}
		passUntil(Duration.ofNanos(this.loop.nanoTime()).plus(LONGEST).toMillis());
		if (!this.over) {
			this.log.add("the call is not over");
		}
	}

	private void happen(String what, Calls calls) {
		String words = what.substring(what.indexOf(':') + 1).strip();
		switch (what.replaceFirst(":.*", "")) {
			case "carrier offers the call" -> connect(calls, calls.offered(LEG));
			case "caller begins to speak" -> hear(new Hearing.TurnStarted());
			case "caller so far" -> hear(new Hearing.TurnUpdated(words));
			case "caller may have finished" -> hear(new Hearing.TurnEagerlyEnded(words));
			case "caller goes on" -> hear(new Hearing.TurnResumed());
			case "caller has finished" -> hear(new Hearing.TurnEnded(words));
			case "caller says" -> {
				hear(new Hearing.TurnStarted());
				hear(new Hearing.TurnUpdated(words));
				hear(new Hearing.TurnEnded(words));
			}
			case "caller hangs up" -> this.carrier.close(MediaStream.Ending.STOPPED);
			case "recogniser is lost" ->
				this.hearing.tryEmitError(new SpeechException(SpeechException.Kind.RETRYABLE, "no recogniser"));
			case "media socket breaks" -> {
				this.carrier.close(MediaStream.Ending.BROKEN);
				this.loop.runDue();
				connect(calls, calls.streamPassed(LEG));
			}
			default -> throw new IllegalArgumentException("nothing that happens: " + what);
		}
	}

	private void hear(Hearing heard) {
		this.hearing.tryEmitNext(heard);
		this.loop.runDue();
	}

	/** Does what a carrier does with an answer. */
	private void connect(Calls calls, Mono<Answer> asked) {
		switch (asked.blockOptional().orElseThrow()) {
			case Answer.Connect(Answer.Token token, int stream, var _) -> {
				this.log.add("carrier is answered: connect media stream " + stream);
				this.loop.schedule(CONNECTING, () -> {
					this.log.add("carrier opens media socket " + stream);
					this.carrier = new GoldenCarrier(this.loop, this.log, this.voice);
					this.hearing = Sinks.many().unicast().onBackpressureBuffer();
					calls.admit(token.value()).blockOptional().orElseThrow().serve(this.carrier).subscribe();
				});
			}
			case Answer.PassOn(PhoneNumber to) -> this.log.add("carrier is answered: pass the call on to " + to.e164());
			case Answer.HangUp() -> this.log.add("carrier is answered: hang up");
			case Answer.Reject() -> this.log.add("carrier is answered: reject");
			case Answer.Apologise(String sentence) -> this.log.add("carrier is answered: say " + sentence);
		}
	}

	private void passUntil(long millis) {
		long until = Duration.ofMillis(millis).toNanos();
		while (this.loop.nanoTime() < until) {
			this.loop.pass(STEP);
			this.carrier.drain();
		}
	}

	private Calls calls() {
		List<Agent> all = new ArrayList<>();
		String[] reception = this.agents.getOrDefault("reception", Map.of())
			.entrySet()
			.stream()
			.flatMap((entry) -> Stream.of(entry.getKey(), entry.getValue()))
			.toArray(String[]::new);
		all.add(SampleAgents.reception(reception));
		this.agents.forEach((name, settings) -> {
			if (!name.equals("reception")) {
				all.add(SampleAgents.agent(name, settings));
			}
		});
		Agents known = new Agents(all);
		Toolboxes toolboxes = new Toolboxes(known, List.of(new Tools()), this.scheduler, new SimpleMeterRegistry());
		VoiceEngine engine = VirtualEngines.cascade((_) -> this.hearing.asFlux(), this.model, this.voice, toolboxes,
				this.loop::nanoTime, this.scheduler);
		if (this.prepared) {
			this.log.mute(() -> {
				engine.prepare(all.getFirst(), AudioFormat.TELEPHONE).subscribe();
				this.loop.pass(Duration.ofSeconds(10));
			});
		}
		CallMeters meters = new CallMeters(new SimpleMeterRegistry());
		Briefings briefings = new Briefings(known, (_, _) -> lookUp(), () -> Instant.EPOCH);
		Reception desk = new Reception(briefings, Reception.byNumber(known), toolboxes::of, Admissions.permits(2),
				List.of(engine), List.of(), this.scheduler);
		LiveCalls live = new LiveCalls(
				new PlaybackProperties(Duration.ofMillis(320), Duration.ofMillis(80), Duration.ZERO),
				new CallDeparture(List.of(new Control()), Optional.of(FALLBACK), meters), meters,
				List.of((_, event) -> tell(event)));
		return new Calls(desk, Admissions.inMemory(), (_) -> Mono.empty(), new Answer.PassOn(FALLBACK),
				new Answer.Apologise("We are sorry."), live, this.loop::nanoTime);
	}

	/** {@code after 300 ms: name=Ada}. */
	private Mono<Map<String, String>> lookUp() {
		String[] parts = this.lookup.split(": ", 2);
		String[] found = parts[1].split("=", 2);
		this.log.add("lookup is asked");
		return this.loop.after(Duration.ofMillis(Long.parseLong(parts[0].replaceAll("\\D", ""))))
			.then(Mono.fromSupplier(() -> {
				this.log.add("lookup answers: " + parts[1]);
				return Map.of(found[0], found[1]);
			}));
	}

	private void tell(CallEvent event) {
		String told = switch (event) {
			case CallEvent.Answered(String agent, var _) -> "answered by " + agent;
			case CallEvent.CallerSaid(String text) -> "caller said " + GoldenVoice.quoted(text);
			case CallEvent.AgentSpoke(int turn, String written, String heard, boolean interrupted) -> "turn " + turn
					+ ", agent was heard to say " + GoldenVoice.quoted(heard) + (interrupted ? ", interrupted" : "");
			case CallEvent.ReplyBegan(TurnLatency latency) ->
				"turn " + latency.turn() + " answered after " + latency.statement();
			case CallEvent.ToolCalled(String tool, boolean refused) ->
				"tool " + tool + (refused ? " was asked for and refused" : " was asked for");
			case CallEvent.StreamOver(var outcome, Duration _) -> "ended, " + outcome;
			default -> "";
		};
		if (!told.isEmpty()) {
			this.log.add("record: " + told);
		}
		this.over = this.over || event instanceof CallEvent.StreamOver;
	}

	/** A carrier that does what it is asked. */
	private final class Control implements CallControl {

		@Override
		public String carrier() {
			return LEG.carrier();
		}

		@Override
		public Mono<Void> hangUp(CallLeg leg) {
			return Mono.fromRunnable(() -> GoldenCall.this.log.add("carrier is asked to hang up"));
		}

		@Override
		public Mono<Void> transfer(CallLeg leg, int stream, TransferPlan plan) {
			return Mono.fromRunnable(() -> GoldenCall.this.log.add("carrier is asked to transfer the call to "
					+ ((Party.Phone) plan.to().getFirst()).number().e164()));
		}

		@Override
		public Mono<Void> restream(CallLeg leg, int stream, Answer.Connect next) {
			return Mono.fromRunnable(() -> GoldenCall.this.log.add("carrier is asked for stream " + next.stream()));
		}

		@Override
		public Mono<Void> record(CallLeg leg, boolean on) {
			return Mono.fromRunnable(() -> GoldenCall.this.log.add("carrier is asked to record: " + on));
		}

	}

	/** {@code % tool look after 300 ms: result}: tools that only read. */
	private final class Tools implements ToolSource {

		@Override
		public List<String> entries() {
			return List.copyOf(GoldenCall.this.results.keySet());
		}

		@Override
		public Optional<Supplier<List<Tool>>> find(String entry) {
			return Optional.ofNullable(GoldenCall.this.results.get(entry))
				.map((script) -> () -> List.of(tool(entry, script.split(": ", 2))));
		}

		private Tool tool(String name, String[] script) {
			Duration takes = Duration.ofMillis(Long.parseLong(script[0].replaceAll("\\D", "")));
			return new Tool(name, "Does something.", ArgumentSchema.none(), Effect.READ, Duration.ofSeconds(10),
					Tool.MAX_OUTPUT, (_) -> GoldenCall.this.loop.after(takes).then(Mono.fromSupplier(() -> {
						GoldenCall.this.log.add("tool " + name + " gives: " + script[1]);
						return script[1];
					})).doOnCancel(() -> GoldenCall.this.log.add("tool " + name + " is stopped")));
		}

	}

}
