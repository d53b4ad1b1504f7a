package io.trunkline.engine.cascade;

import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioChunk;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineException.Part;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Stage;
import io.trunkline.language.LanguageModel;
import io.trunkline.language.Message;
import io.trunkline.language.Reply;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpeechSynthesizer;
import io.trunkline.speech.SpokenWord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** One call's recogniser, model and speaker. */
final class CascadeSession implements EngineSession {

	private final SpeechRecognizer recognizer;

	private final LanguageModel model;

	private final SpeechSynthesizer synthesizer;

	private final Function<Agent, Role> roles;

	private final PhraseCache phrases;

	private final Timing timing;

	/** All that were opened; the last one speaks. */
	private final Deque<Speaker> speakers = new ConcurrentLinkedDeque<>();

	private volatile Role role;

	CascadeSession(SpeechRecognizer recognizer, LanguageModel model, SpeechSynthesizer synthesizer, Role role,
			Function<Agent, Role> roles, PhraseCache phrases, Timing timing) {
		this.recognizer = recognizer;
		this.model = model;
		this.synthesizer = synthesizer;
		this.role = role;
		this.roles = roles;
		this.phrases = phrases;
		this.timing = timing;
		this.speakers.add(synthesizer.open(role.diction().voice()));
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return this.recognizer.recognize(caller).onErrorMap((cause) -> new EngineException(Part.HEARING, cause));
	}

	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		Role speaking = this.role;
		return Flux.defer(() -> {
			Stages stages = new Stages(this.timing.nanoTime());
			Lead lead = new Lead(pace, this.timing.scheduler());
			SpokenReply reply = new SpokenReply(speaking.diction(), stages, lead, this.timing.scheduler());
			Flux<Speech> speech = speaker().speak(reply.lines()).doOnNext((part) -> {
				if (part instanceof Speech.Audio(AudioChunk chunk)) {
					lead.sounded(chunk.duration());
				}
			});
			return Flux.merge(Flux.fromIterable(stages.reach(Stage.ASKED)), sound(speech, stages), reply.release(),
					reply.think(speaking.prompts().apply(history).flatMapMany(this.model::reply)));
		});
	}

	@Override
	public Flux<Utterance> say(String sentence) {
		return Flux.defer(() -> {
			Diction diction = this.role.diction();
			Diction.Line line = diction.line(sentence);
			Flux<Utterance> written = Flux.fromIterable(line.written());
			if (!line.isAudible()) {
				return written;
			}
			Flux<Speech> speech = this.phrases.say(diction.voice(), line.spoken(), speaker());
			return written.concatWith(sound(speech, new Stages(this.timing.nanoTime())));
		});
	}

	@Override
	public Mono<String> summarise(List<Message> beginning) {
		return this.role.prompts()
			.apply(List.of())
			.flatMapMany((prompt) -> this.model.reply(Summary.prompt(prompt.model(), beginning)))
			.ofType(Reply.Text.class)
			.map(Reply.Text::delta)
			.collect(Collectors.joining())
			.onErrorMap((cause) -> new EngineException(Part.THINKING, cause));
	}

	@Override
	public void become(Agent agent) {
		Role next = this.roles.apply(agent);
		if (!next.diction().voice().equals(this.role.diction().voice())) {
			this.speakers.add(this.synthesizer.open(next.diction().voice()));
		}
		this.role = next;
	}

	@Override
	public Mono<Void> close() {
		return Mono.whenDelayError(this.speakers.stream().map(Speaker::close).toList());
	}

	private Speaker speaker() {
		return this.speakers.getLast();
	}

	private static Flux<Utterance> sound(Flux<Speech> speech, Stages stages) {
		return speech.onErrorMap((cause) -> new EngineException(Part.SPEAKING, cause))
			.flatMapIterable((part) -> switch (part) {
				case Speech.Audio(AudioChunk chunk) -> stages.reach(Stage.FIRST_SOUND, new Utterance.Sound(chunk));
				case Speech.Words(List<SpokenWord> words) -> List.<Utterance>of(new Utterance.Words(words));
			});
	}

	/**
	 * Where time comes from.
	 *
	 * @param nanoTime for the stages of a reply
	 * @param scheduler for deadlines; does no other work
	 */
	record Timing(LongSupplier nanoTime, Scheduler scheduler) {
	}

}
