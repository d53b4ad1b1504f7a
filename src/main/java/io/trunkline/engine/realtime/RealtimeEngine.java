package io.trunkline.engine.realtime;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.trunkline.agent.Agent;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.VoiceEngine;
import reactor.core.publisher.Mono;

/** Hears, thinks and speaks over one socket for each call. */
final class RealtimeEngine implements VoiceEngine {

	private final RealtimeProperties properties;

	private final RealtimeEndpoint endpoint;

	private final Toolboxes toolboxes;

	private final PhraseMemory phrases;

	private final RealtimeMeters meters;

	/** Who serves a call whose socket fails for good. */
	private final Supplier<Optional<VoiceEngine>> reserve;

	RealtimeEngine(RealtimeProperties properties, RealtimeEndpoint endpoint, Toolboxes toolboxes, PhraseMemory phrases,
			RealtimeMeters meters, Supplier<Optional<VoiceEngine>> reserve) {
		this.properties = properties;
		this.endpoint = endpoint;
		this.toolboxes = toolboxes;
		this.phrases = phrases;
		this.meters = meters;
		this.reserve = reserve;
	}

	@Override
	public Agent.Engine kind() {
		return Agent.Engine.REALTIME;
	}

	@Override
	public EngineSession open(Agent agent, AudioFormat format) {
		return open(agent, Mono.just(agent), format);
	}

	@Override
	public EngineSession open(Agent agent, Mono<Agent> briefed, AudioFormat format) {
		RealtimeSession session = new RealtimeSession(this.properties, format, this.meters, this.phrases, this::persona,
				this.endpoint, agent, briefed);
		return this.properties.fallback()
				? new FallbackSession(session, this.reserve, agent, briefed.cache(), format, this.meters) : session;
	}

	@Override
	public List<String> missing(Agent agent) {
		return this.properties.missing();
	}

	/** What is not set, though calls of an agent cannot go on elsewhere without it. */
	List<String> missingInReserve(Agent agent) {
		return this.reserve.get().map((other) -> other.missing(agent.on(other.kind()))).orElse(List.of());
	}

	private Persona persona(Agent agent) {
		return Persona.of(agent, this.toolboxes.of(agent).descriptions(), this.properties);
	}

}
