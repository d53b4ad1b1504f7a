package io.trunkline.engine.cascade;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.trunkline.agent.Agent;
import io.trunkline.agent.tool.Toolboxes;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.language.LanguageModel;
import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import io.trunkline.language.ToolOffer;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import io.trunkline.speech.Voice;

/** Puts a recogniser, a model and a synthesiser in a row. */
final class CascadeEngine implements VoiceEngine {

	private static final Logger log = LoggerFactory.getLogger(CascadeEngine.class);

	/** The longest that one phrase may take to be rendered. */
	private static final Duration PHRASE_DEADLINE = Duration.ofSeconds(10);

	private final SpeechRecognizer recognizer;

	private final LanguageModel model;

	private final SpeechSynthesizer synthesizer;

	private final Toolboxes toolboxes;

	private final CascadeSession.Timing timing;

	private final PhraseCache phrases;

	/**
	 * @param scheduler for deadlines
	 */
	CascadeEngine(SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer, Toolboxes toolboxes,
			Scheduler scheduler) {
		this(recognizer, model, synthesizer, toolboxes, new CascadeSession.Timing(System::nanoTime, scheduler));
	}

	CascadeEngine(SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer, Toolboxes toolboxes,
			CascadeSession.Timing timing) {
		this.recognizer = recognizer;
		this.model = model;
		this.synthesizer = synthesizer;
		this.toolboxes = toolboxes;
		this.timing = timing;
		this.phrases = new PhraseCache(timing.scheduler());
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
		return new CascadeSession(this.recognizer, this.model, this.synthesizer, role(agent, briefed, format),
				(colleague) -> role(colleague, Mono.just(colleague), format), this.phrases, this.timing);
	}

	@Override
	public Mono<Void> prepare(Agent agent, AudioFormat format) {
		Diction diction = Diction.of(agent, format);
		return Mono.defer(() -> {
			List<String> missing = expect(agent, format).stream()
				.filter((spoken) -> !this.phrases.knows(diction.voice(), spoken))
				.toList();
			return missing.isEmpty() ? Mono.<Void>empty()
					: Mono.usingWhen(Mono.fromSupplier(() -> this.synthesizer.open(diction.voice())),
							(speaker) -> render(agent, diction.voice(), missing, speaker), Speaker::close);
		}).onErrorResume((cause) -> notPrepared(agent, cause));
	}

	/**
	 * From now on what the agent says in every call is kept once it was said.
	 * @param agent as it is defined, so that nothing of a single call is kept
	 */
	List<String> expect(Agent agent, AudioFormat format) {
		Diction diction = Diction.of(agent, format);
		List<String> stock = agent.fixedSentences()
			.stream()
			.map(diction::line)
			.filter(Diction.Line::isAudible)
			.map(Diction.Line::spoken)
			.distinct()
			.toList();
		stock.forEach((spoken) -> this.phrases.expect(diction.voice(), spoken));
		return stock;
	}

	private Mono<Void> render(Agent agent, Voice voice, List<String> phrases, Speaker speaker) {
		return Flux.fromIterable(phrases)
			.concatMap((phrase) -> this.phrases.say(voice, phrase, speaker)
				.then()
				.timeout(PHRASE_DEADLINE, this.timing.scheduler())
				.onErrorResume((cause) -> notPrepared(agent, cause)))
			.then();
	}

	private static Mono<Void> notPrepared(Agent agent, Throwable cause) {
		log.debug("A phrase of agent {} was not prepared: {}", agent.name(), cause.getMessage());
		return Mono.empty();
	}

	private Role role(Agent agent, Mono<Agent> briefed, AudioFormat format) {
		Mono<Function<List<Message>, Prompt>> prompts = briefed.map(this::promptsOf).cache();
		return new Role((history) -> prompts.map((prompt) -> prompt.apply(history)), Diction.of(agent, format));
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
