package io.trunkline.engine.cascade;

import java.util.List;
import java.util.function.Function;

import io.trunkline.agent.Agent;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.language.LanguageModel;
import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import io.trunkline.language.ToolOffer;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import io.trunkline.speech.Voice;
import reactor.core.publisher.Mono;

/** Puts a recogniser, a model and a synthesiser in a row. */
final class CascadeEngine implements VoiceEngine {

	private final SpeechRecognizer recognizer;

	private final LanguageModel model;

	private final SpeechSynthesizer synthesizer;

	private final Toolboxes toolboxes;

	CascadeEngine(SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer,
			Toolboxes toolboxes) {
		this.recognizer = recognizer;
		this.model = model;
		this.synthesizer = synthesizer;
		this.toolboxes = toolboxes;
	}

	@Override
	public Agent.Engine kind() {
		return Agent.Engine.CASCADE;
	}

	@Override
	public EngineSession open(Agent agent) {
		return open(agent, Mono.just(agent));
	}

	@Override
	public EngineSession open(Agent agent, Mono<Agent> briefed) {
		Mono<Function<List<Message>, Prompt>> prompts = briefed.map(this::promptsOf).cache();
		return new CascadeSession(this.recognizer, this.model,
				this.synthesizer.open(new Voice(agent.voice(), agent.language())),
				(history) -> prompts.map((prompt) -> prompt.apply(history)), System::nanoTime);
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
