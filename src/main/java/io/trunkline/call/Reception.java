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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

import io.trunkline.admission.Permits.Permit;
import io.trunkline.admission.Permits;
import io.trunkline.agent.Agent;
import io.trunkline.agent.AgentFault;
import io.trunkline.agent.AgentsRefusedException;
import io.trunkline.agent.tool.Toolbox;
import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.LineFormat;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.telephony.CallLeg;

/** Finds the agent for a call, takes a place for it, and starts to warm up. */
final class Reception {

	private static final Logger log = LoggerFactory.getLogger(Reception.class);

	/** A reservation outlives its token, so that a socket that came in time finds it. */
	private static final Duration WAIT = Duration.ofSeconds(65);

	private final Briefings briefings;

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
	Reception(Briefings briefings, Function<Agent, Toolbox> toolboxes, Permits permits, List<VoiceEngine> engines,
			List<LineFormat> lines, Scheduler scheduler) {
		this.briefings = briefings;
		this.permits = permits;
		this.toolboxes = toolboxes;
		this.lines = lines.stream().collect(Collectors.toUnmodifiableMap(LineFormat::carrier, LineFormat::outbound));
		this.scheduler = scheduler;
		engines.forEach((engine) -> this.engines.put(engine.kind(), engine));
		briefings.agents()
			.require((agent, _) -> this.engines.containsKey(agent.engine()) ? Stream.empty() : Stream.of(AgentFault
				.of(agent, "engine", "is " + agent.engine() + ", but this service has only " + this.engines.keySet())));
	}

	/**
	 * Reserves a place.
	 * @param before the call's earlier stream, if it is to be replaced
	 * @return empty when no agent answers the number or every place is taken
	 */
	Optional<Reservation> reserve(CallLeg leg, Optional<PastStream> before) {
		Optional<Briefing> briefing = before.flatMap(PastStream::briefing).or(() -> this.briefings.about(leg));
		if (briefing.isEmpty()) {
			log.warn("Call {}: no agent answers the dialled number; give one agent no numbers, or this number", leg);
			return Optional.empty();
		}
		Optional<Permit> permit = this.permits.take();
		if (permit.isEmpty()) {
			log.warn("Call {}: all {} places are taken (trunkline.admission.max-concurrent-calls)", leg,
					this.permits.capacity());
		}
		return permit.map((place) -> warmUp(leg, briefing.get(), place, before));
	}

	/** Runs the task when a media socket will not come any more. */
	void expire(Reservation reservation, Runnable task) {
		reservation.expiry(this.scheduler.schedule(task, WAIT.toMillis(), TimeUnit.MILLISECONDS));
	}

	private Reservation warmUp(CallLeg leg, Briefing briefing, Permit permit, Optional<PastStream> before) {
		VoiceEngine engine = Objects.requireNonNull(this.engines.get(briefing.agent().engine()));
		AudioFormat format = this.lines.getOrDefault(leg.carrier(), AudioFormat.TELEPHONE);
		EngineSession session = briefing.isComplete() ? engine.open(briefing.agent(), format)
				: engine.open(briefing.agent(), briefing.complete(), format);
		int stream = before.map(PastStream::streams).orElse(0) + 1;
		ConnectableFlux<Utterance> greeting = (before.isEmpty()
				? briefing.complete().flatMapMany((agent) -> greet(session, agent)) : Flux.<Utterance>empty())
			.replay();
		Preparation prepared = new Preparation(briefing, this.toolboxes, session, greeting,
				before.map(PastStream::dialogue).orElseGet(Dialogue::new), stream);
		return new Reservation(leg, permit, prepared, greeting.connect());
	}

	private static Flux<Utterance> greet(EngineSession session, Agent agent) {
		return agent.greeting().isBlank() ? Flux.empty() : session.say(agent.greeting());
	}

}
