package io.trunkline.engine;

import java.time.Duration;
import java.util.List;

import io.trunkline.agent.Agent;
import io.trunkline.audio.AudioChunk;
import io.trunkline.language.Message;
import io.trunkline.speech.Hearing;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A session that is opened once it is known for whom. */
final class LateSession implements EngineSession {

	private final Sinks.Empty<Void> closed = Sinks.empty();

	/** Empty when it was closed before. */
	private final Mono<EngineSession> opened;

	LateSession(Mono<EngineSession> opening) {
		this.opened = opening.takeUntilOther(this.closed.asMono()).cache();
		this.opened.subscribe();
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return this.opened.flatMapMany((session) -> session.listen(caller));
	}

	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		return this.opened.flatMapMany((session) -> session.reply(history, pace));
	}

	@Override
	public Flux<Utterance> say(String sentence) {
		return this.opened.flatMapMany((session) -> session.say(sentence));
	}

	@Override
	public Mono<String> summarise(List<Message> beginning) {
		return this.opened.flatMap((session) -> session.summarise(beginning));
	}

	@Override
	public void become(Agent agent) {
		this.opened.subscribe((session) -> session.become(agent));
	}

	@Override
	public void cut(Duration heardOfRound) {
		this.opened.subscribe((session) -> session.cut(heardOfRound));
	}

	@Override
	public Mono<Agent.Engine> fallenBack() {
		return this.opened.onErrorComplete().flatMap(EngineSession::fallenBack);
	}

	@Override
	public Mono<Void> close() {
		return Mono.defer(() -> {
			this.closed.tryEmitEmpty();
			return this.opened.flatMap(EngineSession::close);
		});
	}

}
