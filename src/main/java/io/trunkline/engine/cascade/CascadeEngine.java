package io.trunkline.engine.cascade;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import io.trunkline.agent.Agent;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.engine.speech.Speaking;
import io.trunkline.language.LanguageModel;
import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import io.trunkline.language.ToolOffer;
import io.trunkline.speech.SpeechRecognizer;
import reactor.core.publisher.Mono;

/** Puts a recogniser, a model and a synthesiser in a row. */
final class CascadeEngine implements VoiceEngine {

	private final SpeechRecognizer recognizer;

	private final LanguageModel model;

	private final Speaking speaking;

	private final Toolboxes toolboxes;

	CascadeEngine(SpeechRecognizer recognizer, LanguageModel model, Speaking speaking, Toolboxes toolboxes) {
		this.recognizer = recognizer;
		this.model = model;
		this.speaking = speaking;
		this.toolboxes = toolboxes;
	}

	@Override
	public Agent.Engine kind() {
		return Agent.Engine.CASCADE;
	}

	@Override
	public EngineSession open(Agent agent, AudioFormat format) {
		return open(agent, Mono.just(agent), format);
	}

	@Override
	public EngineSession open(Agent agent, Mono<Agent> briefed, AudioFormat format) {
		return new CascadeSession(this.recognizer, this.model, this.speaking.open(agent, format), role(briefed),
				(colleague) -> role(Mono.just(colleague)));
	}

	@Override
	public Mono<Void> prepare(Agent agent, AudioFormat format) {
		return this.speaking.prepare(agent, format);
	}

	@Override
	public List<String> missing(Agent agent) {
		return Stream.of(this.recognizer.missing(), this.model.missing(), this.speaking.missing(agent))
			.flatMap(List::stream)
			.distinct()
			.toList();
	}

	private Role role(Mono<Agent> briefed) {
		Mono<Function<List<Message>, Prompt>> prompts = briefed.map(this::promptsOf).cache();
		return (history) -> prompts.map((prompt) -> prompt.apply(history));
	}

	/** The same instructions and tools each time, so that the provider can cache them. */
	private Function<List<Message>, Prompt> promptsOf(Agent agent) {
		List<ToolOffer> offers = this.toolboxes.of(agent)
			.descriptions()
			.stream()
			.map((tool) -> new ToolOffer(tool.name(), tool.description(), tool.schema()))
			.toList();
		return (history) -> new Prompt(agent.model(), agent.instructions(), history, offers);
	}

}
