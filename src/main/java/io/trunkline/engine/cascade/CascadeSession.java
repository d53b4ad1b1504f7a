package io.trunkline.engine.cascade;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioChunk;
import io.trunkline.engine.EngineException;
import io.trunkline.engine.EngineException.Part;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.speech.Ear;
import io.trunkline.engine.speech.Mouth;
import io.trunkline.language.LanguageModel;
import io.trunkline.language.Message;
import io.trunkline.language.Reply;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpeechRecognizer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One call's recogniser, model and mouth. */
final class CascadeSession implements EngineSession {

	private final Ear ear;

	private final LanguageModel model;

	private final Mouth mouth;

	private final Function<Agent, Role> roles;

	private volatile Role role;

	CascadeSession(SpeechRecognizer recognizer, LanguageModel model, Mouth mouth, Role role,
			Function<Agent, Role> roles) {
		this.ear = new Ear(recognizer);
		this.model = model;
		this.mouth = mouth;
		this.role = role;
		this.roles = roles;
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return this.ear.listen(caller);
	}

	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		Role thinking = this.role;
		return this.mouth.reply(Flux.defer(() -> thinking.prompt(history).flatMapMany(this.model::reply)), pace);
	}

	@Override
	public Flux<Utterance> say(String sentence) {
		return this.mouth.say(sentence);
	}

	@Override
	public Mono<String> summarise(List<Message> beginning) {
		return this.role.prompt(List.of())
			.flatMapMany((prompt) -> this.model.reply(Summary.prompt(prompt.model(), beginning)))
			.ofType(Reply.Text.class)
			.map(Reply.Text::delta)
			.collect(Collectors.joining())
			.onErrorMap((cause) -> new EngineException(Part.THINKING, cause));
	}

	@Override
	public void become(Agent agent) {
		this.mouth.become(agent);
		this.role = this.roles.apply(agent);
	}

	@Override
	public Mono<Void> close() {
		return Mono.defer(() -> {
			this.ear.close();
			return this.mouth.close();
		});
	}

}
