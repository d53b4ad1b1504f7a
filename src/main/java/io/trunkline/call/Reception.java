package io.trunkline.call;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.trunkline.admission.Permits;
import io.trunkline.admission.Permits.Permit;
import io.trunkline.agent.Agent;
import io.trunkline.agent.AgentFault;
import io.trunkline.agent.Agents;
import io.trunkline.agent.AgentsRefusedException;
import io.trunkline.agent.tool.Toolbox;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.LineFormat;
import io.trunkline.call.memory.Briefing;
import io.trunkline.call.memory.Briefings;
import io.trunkline.call.memory.Dialogue;
import io.trunkline.call.progress.Duty.Reply;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.telephony.CallLeg;
import io.trunkline.turn.Opening;
import reactor.core.Disposable;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Finds the agent for a call, takes a place for it, and starts to warm up. */
final class Reception {

	private static final String NOBODY = "no agent answers the dialled number; give one agent no numbers, or this number";

	private final Briefings briefings;

	private final Doorkeeper doorkeeper;

	private final Permits permits;

	private final Map<Agent.Engine, VoiceEngine> engines = new EnumMap<>(Agent.Engine.class);

	private final Function<Agent, Toolbox> toolboxes;

	/** What each carrier takes. */
	private final Map<String, AudioFormat> lines;

	private final Scheduler scheduler;

	/**
	 * Receives calls for those agents whose engines are there.
	 * @throws AgentsRefusedException when an agent wants an engine that is not
	 */
	Reception(Briefings briefings, Doorkeeper doorkeeper, Function<Agent, Toolbox> toolboxes, Permits permits,
			List<VoiceEngine> engines, List<LineFormat> lines, Scheduler scheduler) {
		this.briefings = briefings;
		this.doorkeeper = doorkeeper;
		this.permits = permits;
		this.toolboxes = toolboxes;
		this.lines = lines.stream().collect(Collectors.toUnmodifiableMap(LineFormat::carrier, LineFormat::outbound));
		this.scheduler = scheduler;
		engines.forEach((engine) -> this.engines.put(engine.kind(), engine));
		briefings.agents()
			.require((agent, _) -> this.engines.containsKey(agent.engine()) ? Stream.empty() : Stream.of(AgentFault
				.of(agent, "engine", "is " + agent.engine() + ", but this service has only " + this.engines.keySet())));
	}

	/** Lets in whoever dialled a number that an agent answers. */
	static Doorkeeper byNumber(Agents agents) {
		return (leg, _) -> new Doorkeeper.Entry.Agent(agents.current().answering(leg.to()).map(Agent::name).orElse(""),
				"");
	}

	/** Finds who has a call. */
	Welcome welcome(CallLeg leg, Optional<Orders.Order> order) {
		if (order.isPresent()) {
			return this.briefings.about(leg, order.get().agent(), order.get().variables())
				.<Welcome>map(Welcome.Briefed::new)
				.orElseGet(() -> new Welcome.Declined(Reply.HANG_UP, "the agent of its order is not configured", ""));
		}
		if (leg.direction() == CallLeg.Direction.OUTBOUND) {
			return new Welcome.Declined(Reply.HANG_UP, "nobody is known to have ordered it", "");
		}
		return switch (this.doorkeeper.entry(leg, this.briefings.clock().instant())) {
			case Doorkeeper.Entry.Agent(String name, String greeting, Agent.Engine engine) ->
				this.briefings.about(leg, name, greeting, engine)
					.<Welcome>map(Welcome.Briefed::new)
					.orElseGet(() -> new Welcome.Declined(Reply.FALLBACK, NOBODY, ""));
			case Doorkeeper.Entry.Closed(String sentence) -> new Welcome.Declined(Reply.CLOSED, "closed", sentence);
			case Doorkeeper.Entry.Reject() -> new Welcome.Declined(Reply.REJECT, "rejected", "");
		};
	}

	/**
	 * Reserves a place.
	 * @param dialogue what was said so far
	 * @return empty when every place is taken
	 */
	Optional<Reservation> reserve(CallLeg leg, Briefing briefing, Dialogue dialogue, int stream, Opening opening) {
		return this.permits.take().map((permit) -> {
			try {
				return warmUp(leg, permit, briefing, dialogue, stream, opening);
			}
			catch (RuntimeException ex) {
				permit.release();
				throw ex;
			}
		});
	}

	/** Runs a task after some time, unless disposed of before. */
	Disposable after(Duration delay, Runnable task) {
		return this.scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	private Reservation warmUp(CallLeg leg, Permit permit, Briefing briefing, Dialogue dialogue, int stream,
			Opening opening) {
		VoiceEngine engine = Objects.requireNonNull(this.engines.get(briefing.agent().engine()));
		AudioFormat format = this.lines.getOrDefault(leg.carrier(), AudioFormat.TELEPHONE);
		EngineSession session = briefing.isComplete() ? engine.open(briefing.agent(), format)
				: engine.open(briefing.agent(), briefing.complete(), format);
		ConnectableFlux<Utterance> greeting = ((opening == Opening.FRESH)
				? briefing.complete().flatMapMany((agent) -> greet(session, agent)) : Flux.<Utterance>empty())
			.replay();
		Preparation prepared = new Preparation(briefing, this.toolboxes, session, greeting, dialogue, stream, opening);
		return new Reservation(leg, permit, prepared, greeting.connect());
	}

	private static Flux<Utterance> greet(EngineSession session, Agent agent) {
		return agent.greeting().isBlank() ? Flux.empty() : session.say(agent.greeting());
	}

	/** Who has a call. */
	sealed interface Welcome {

		/** This agent. */
		record Briefed(Briefing briefing) implements Welcome {
		}

		/**
		 * Nobody.
		 *
		 * @param reply what becomes of the call
		 * @param reason for people
		 * @param sentence for the caller; empty for none
		 */
		record Declined(Reply reply, String reason, String sentence) implements Welcome {
		}

	}

}
