package io.trunkline.engine.speech;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioFormat;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.SpeechSynthesizer;
import io.trunkline.speech.Voice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What all calls share to speak: a synthesiser, and the sound of sentences that are said
 * often.
 */
public final class Speaking {

	private static final Logger log = LoggerFactory.getLogger(Speaking.class);

	/** The longest that one phrase may take to be rendered. */
	private static final Duration PHRASE_DEADLINE = Duration.ofSeconds(10);

	private final SpeechSynthesizer synthesizer;

	private final Timing timing;

	private final PhraseCache phrases;

	public Speaking(SpeechSynthesizer synthesizer, Timing timing) {
		this.synthesizer = synthesizer;
		this.timing = timing;
		this.phrases = new PhraseCache(timing.scheduler());
	}

	/**
	 * Gives a call its mouth, which begins to connect at once.
	 * @param agent whom it speaks for first; its sentences do not matter yet
	 * @param format of the sound that it makes
	 */
	public Mouth open(Agent agent, AudioFormat format) {
		return new Mouth(this.synthesizer, this.phrases, this.timing, agent, format);
	}

	/** What is not set, though an agent cannot speak without it. */
	public List<String> missing(Agent agent) {
		return this.synthesizer.missing(agent.voice());
	}

	/** Renders what an agent says often, as {@code VoiceEngine.prepare} asks for it. */
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

	private Mono<Void> render(Agent agent, Voice voice, List<String> missing, Speaker speaker) {
		return Flux.fromIterable(missing)
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

	/**
	 * Where time comes from.
	 *
	 * @param nanoTime for the stages of a reply
	 * @param scheduler for deadlines; does no other work
	 */
	public record Timing(LongSupplier nanoTime, Scheduler scheduler) {
	}

}
