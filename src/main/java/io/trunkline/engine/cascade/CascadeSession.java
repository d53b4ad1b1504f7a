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
import io.trunkline.language.Reply;
import io.trunkline.language.ToolCall;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.Speaker;
import io.trunkline.speech.Speech;
import io.trunkline.speech.SpeechRecognizer;
import io.trunkline.speech.SpokenWord;
import io.trunkline.speech.text.Clauses;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One call's recogniser, model and speaker. */
final class CascadeSession implements EngineSession {

	private final SpeechRecognizer recognizer;

	private final LanguageModel model;

	private final Speaker speaker;

	/** Makes this agent's prompt of a history. */
	private final Function<List<Message>, Prompt> prompts;

	private final LongSupplier nanoTime;

	CascadeSession(SpeechRecognizer recognizer, LanguageModel model, Speaker speaker,
			Function<List<Message>, Prompt> prompts, LongSupplier nanoTime) {
		this.recognizer = recognizer;
		this.model = model;
		this.speaker = speaker;
		this.prompts = prompts;
		this.nanoTime = nanoTime;
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return this.recognizer.recognize(caller).onErrorMap((cause) -> new EngineException(Part.HEARING, cause));
	}

	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		Prompt prompt = this.prompts.apply(history);
		return Flux.defer(() -> {
			Stages stages = new Stages(this.nanoTime);
			Sinks.Many<String> clauses = Sinks.many().unicast().onBackpressureBuffer();
			return Flux.merge(Flux.fromIterable(stages.reach(Stage.ASKED)), think(prompt, clauses, stages),
					speak(clauses.asFlux(), stages));
		});
	}

	@Override
	public Flux<Utterance> say(String sentence) {
		return Flux.defer(() -> Flux.merge(Flux.just(Utterance.Written.verbatim(sentence)),
				speak(Flux.just(sentence), new Stages(this.nanoTime))));
	}

	@Override
	public Mono<Void> close() {
		return this.speaker.close();
	}

	/**
	 * The model's answer as written. Its clauses go into the sink, which holds no more
	 * than one answer; when the model fails, the speaker still gets those that were
	 * complete.
	 */
	private Flux<Utterance> think(Prompt prompt, Sinks.Many<String> clauses, Stages stages) {
		Clauses splitter = new Clauses();
		return this.model.reply(prompt)
			.onErrorMap((cause) -> new EngineException(Part.THINKING, cause))
			.flatMapIterable((part) -> switch (part) {
				case Reply.Text(String delta) -> {
					List<Utterance> written = stages.reach(Stage.FIRST_TOKEN, Utterance.Written.verbatim(delta));
					written.addAll(send(splitter.add(delta), clauses, stages));
					yield written;
				}
				case Reply.ToolRequested(ToolCall call) ->
					stages.reach(Stage.FIRST_TOKEN, new Utterance.ToolAsked(call));
				case Reply.Usage _ -> List.of();
				case Reply.Finished _ -> send(splitter.rest(), clauses, stages);
			})
			.doFinally((_) -> clauses.tryEmitComplete());
	}

	private static List<Utterance> send(List<String> pieces, Sinks.Many<String> clauses, Stages stages) {
		pieces.forEach((piece) -> clauses.emitNext(piece, Sinks.EmitFailureHandler.FAIL_FAST));
		return pieces.isEmpty() ? List.of() : stages.reach(Stage.FIRST_CLAUSE);
	}

	private Flux<Utterance> speak(Flux<String> pieces, Stages stages) {
		return this.speaker.speak(pieces)
			.onErrorMap((cause) -> new EngineException(Part.SPEAKING, cause))
			.flatMapIterable((speech) -> switch (speech) {
				case Speech.Audio(AudioChunk chunk) -> stages.reach(Stage.FIRST_SOUND, new Utterance.Sound(chunk));
				case Speech.Words(List<SpokenWord> words) -> List.<Utterance>of(new Utterance.Words(words));
			});
	}

}
