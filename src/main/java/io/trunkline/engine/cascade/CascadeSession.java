package io.trunkline.engine.cascade;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.trunkline.audio.AudioChunk;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineException.Part;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.Utterance.Stage;
import io.trunkline.language.LanguageModel;
import io.trunkline.language.Message;
import io.trunkline.language.Prompt;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpokenWord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** One call's recogniser, model and speaker. */
final class CascadeSession implements EngineSession {

	private final SpeechRecognizer recognizer;

	private final LanguageModel model;

	private final Speaker speaker;

	/** Makes this agent's prompt of a history. */
	private final Function<List<Message>, Prompt> prompts;

	private final Diction diction;

	private final PhraseCache phrases;

	private final Timing timing;

	CascadeSession(SpeechRecognizer recognizer, LanguageModel model, Speaker speaker,
			Function<List<Message>, Prompt> prompts, Diction diction, PhraseCache phrases, Timing timing) {
		this.recognizer = recognizer;
		this.model = model;
		this.speaker = speaker;
		this.prompts = prompts;
		this.diction = diction;
		this.phrases = phrases;
		this.timing = timing;
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return this.recognizer.recognize(caller).onErrorMap((cause) -> new EngineException(Part.HEARING, cause));
	}

	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		Prompt prompt = this.prompts.apply(history);
		return Flux.defer(() -> {
			Stages stages = new Stages(this.timing.nanoTime());
			Lead lead = new Lead(pace, this.timing.scheduler());
			SpokenReply reply = new SpokenReply(this.diction, stages, lead, this.timing.scheduler());
			Flux<Speech> speech = this.speaker.speak(reply.lines()).doOnNext((part) -> {
				if (part instanceof Speech.Audio(AudioChunk chunk)) {
					lead.sounded(chunk.duration());
				}
			});
			return Flux.merge(Flux.fromIterable(stages.reach(Stage.ASKED)), sound(speech, stages), reply.release(),
					reply.think(this.model.reply(prompt)));
		});
	}

	@Override
	public Flux<Utterance> say(String sentence) {
		return Flux.defer(() -> {
			Diction.Line line = this.diction.line(sentence);
			Flux<Utterance> written = Flux.fromIterable(line.written());
			if (!line.isAudible()) {
				return written;
			}
			Flux<Speech> speech = this.phrases.say(this.diction.voice(), line.spoken(), this.speaker);
			return written.concatWith(sound(speech, new Stages(this.timing.nanoTime())));
		});
	}

	@Override
	public Mono<Void> close() {
		return this.speaker.close();
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
