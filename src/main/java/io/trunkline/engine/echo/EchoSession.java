package io.trunkline.engine.echo;

import java.util.List;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioChunk;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.speech.Ear;
import io.trunkline.engine.speech.Mouth;
import io.trunkline.language.Message;
import io.trunkline.language.Reply;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpeechRecognizer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One call's recogniser and mouth. */
final class EchoSession implements EngineSession {

	private final Ear ear;

	private final Mouth mouth;

	EchoSession(SpeechRecognizer recognizer, Mouth mouth) {
		this.ear = new Ear(recognizer);
		this.mouth = mouth;
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return this.ear.listen(caller);
	}

	/** The caller's last turn; nothing to a caller who has said nothing yet. */
	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		String said = lastSaid(history);
		return this.mouth.reply(said.isEmpty() ? Flux.empty() : Flux.just(new Reply.Text(said)), pace);
	}

	@Override
	public Flux<Utterance> say(String sentence) {
		return this.mouth.say(sentence);
	}

	/** There is no model that could. */
	@Override
	public Mono<String> summarise(List<Message> beginning) {
		return Mono.empty();
	}

	@Override
	public void become(Agent agent) {
		this.mouth.become(agent);
	}

	@Override
	public Mono<Void> close() {
		return Mono.defer(() -> {
			this.ear.close();
			return this.mouth.close();
		});
	}

	private static String lastSaid(List<Message> history) {
		return history.reversed()
			.stream()
			.filter(Message.Caller.class::isInstance)
			.map((message) -> ((Message.Caller) message).text())
			.findFirst()
			.orElse("");
	}

}
