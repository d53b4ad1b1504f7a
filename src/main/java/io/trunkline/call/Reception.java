package io.trunkline.call;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.trunkline.admission.Permits;
import io.trunkline.admission.Permits.Permit;
import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.telephony.CallLeg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Finds the agent for a call, takes a place for it, and starts to warm up. */
final class Reception {

	private static final Logger log = LoggerFactory.getLogger(Reception.class);

	/** A reservation outlives its token, so that a socket that came in time finds it. */
	private static final Duration WAIT = Duration.ofSeconds(65);

	private final Agents agents;

	private final Permits permits;

	private final Map<Agent.Engine, VoiceEngine> engines = new EnumMap<>(Agent.Engine.class);

	private final Toolboxes toolboxes;

	private final Scheduler scheduler;

	/**
	 * @throws IllegalArgumentException when an agent wants an engine that is not there
	 */
	Reception(Agents agents, Permits permits, List<VoiceEngine> engines, Toolboxes toolboxes, Scheduler scheduler) {
		this.agents = agents;
		this.permits = permits;
		this.toolboxes = toolboxes;
		this.scheduler = scheduler;
		engines.forEach((engine) -> this.engines.put(engine.kind(), engine));
		agents.all().forEach((agent) -> {
			if (!this.engines.containsKey(agent.engine())) {
				throw new IllegalArgumentException("trunkline.agents." + agent.name() + ".engine is " + agent.engine()
						+ ", but this service has only " + this.engines.keySet());
			}
		});
	}

	/**
	 * Reserves a place.
	 * @param before the call's earlier stream, if it is to be replaced
	 * @return empty when no agent answers the number or every place is taken
	 */
	Optional<Reservation> reserve(CallLeg leg, Optional<PastStream> before) {
		Optional<Agent> agent = this.agents.answering(leg.to());
		if (agent.isEmpty()) {
			log.warn("Call {}: no agent answers the dialled number; give one agent no numbers, or this number", leg);
			return Optional.empty();
		}
		Optional<Permit> permit = this.permits.take();
		if (permit.isEmpty()) {
			log.warn("Call {}: all {} places are taken (trunkline.admission.max-concurrent-calls)", leg,
					this.permits.capacity());
		}
		return permit.map((place) -> warmUp(leg, agent.get(), place, before));
	}

	/** Runs the task when a media socket will not come any more. */
	void expire(Reservation reservation, Runnable task) {
		reservation.expiry(this.scheduler.schedule(task, WAIT.toMillis(), TimeUnit.MILLISECONDS));
	}

	private Reservation warmUp(CallLeg leg, Agent agent, Permit permit, Optional<PastStream> before) {
		EngineSession session = Objects.requireNonNull(this.engines.get(agent.engine())).open(agent);
		int stream = before.map(PastStream::streams).orElse(0) + 1;
		boolean greets = before.isEmpty() && !agent.greeting().isEmpty();
		ConnectableFlux<Utterance> greeting = (greets ? session.say(agent.greeting()) : Flux.<Utterance>empty())
			.replay();
		Preparation prepared = new Preparation(agent, this.toolboxes.of(agent), session, greeting,
				before.map(PastStream::dialogue).orElseGet(Dialogue::new), stream);
		return new Reservation(leg, permit, prepared, greeting.connect());
	}

}
