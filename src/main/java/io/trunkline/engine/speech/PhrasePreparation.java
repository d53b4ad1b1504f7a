package io.trunkline.engine.speech;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agents;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.VoiceEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has the phrases of agents rendered once the service is up. Calls need not wait for it:
 * they render what is not there yet.
 */
final class PhrasePreparation implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger log = LoggerFactory.getLogger(PhrasePreparation.class);

	private static final int AGENTS_AT_ONCE = 2;

	private static final Duration DEADLINE = Duration.ofMinutes(2);

	private final Speaking speaking;

	private final Map<Agent.Engine, VoiceEngine> engines = new EnumMap<>(Agent.Engine.class);

	private final Agents agents;

	private final Set<AudioFormat> formats;

	private final boolean ahead;

	private final Disposable.Swap preparing = Disposables.swap();

	/**
	 * @param formats those of all carriers
	 * @param ahead whether phrases are rendered before a call needs them
	 */
	PhrasePreparation(Speaking speaking, List<VoiceEngine> engines, Agents agents, Set<AudioFormat> formats,
			boolean ahead) {
		this.speaking = speaking;
		engines.forEach((engine) -> this.engines.put(engine.kind(), engine));
		this.agents = agents;
		this.formats = Set.copyOf(formats);
		this.ahead = ahead;
		expect(agents.all());
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		prepare(this.agents.all());
		this.agents.onChange(this::prepare);
	}

	private void prepare(List<Agent> changed) {
		expect(changed);
		this.preparing.update(Flux.fromIterable(this.ahead ? changed : List.<Agent>of())
			.flatMap(this::prepare, AGENTS_AT_ONCE)
			.then()
			.timeout(DEADLINE)
			.subscribe((_) -> {
			}, (cause) -> log.debug("Not all phrases were prepared: {}", cause.getMessage())));
	}

	private void expect(List<Agent> agents) {
		agents.forEach((agent) -> this.formats.forEach((format) -> this.speaking.expect(agent, format)));
	}

	private Mono<Void> prepare(Agent agent) {
		VoiceEngine engine = this.engines.get(agent.engine());
		return (engine != null)
				? Flux.fromIterable(this.formats).concatMap((format) -> engine.prepare(agent, format)).then()
				: Mono.empty();
	}

	/** Before anything that it needs is closed. */
	@EventListener(ContextClosedEvent.class)
	void stop() {
		this.preparing.dispose();
	}

}
