package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import io.trunkline.agent.Agent;
import io.trunkline.agent.Agent.Engine;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.engine.EngineSession;
import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import io.trunkline.engine.VoiceEngine;
import io.trunkline.language.Message;
import io.trunkline.speech.Hearing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A session whose call goes on with another engine when the socket is lost for good: in
 * that engine's voice, with the same history. Nothing that the caller says in between is
 * lost.
 */
final class FallbackSession implements EngineSession {

	private static final Logger log = LoggerFactory.getLogger(FallbackSession.class);

	private final RealtimeSession first;

	private final Supplier<Optional<VoiceEngine>> reserve;

	private final AudioFormat format;

	private final RealtimeMeters meters;

	private final Sinks.One<Engine> fallenBack = Sinks.one();

	private Agent agent;

	private Mono<Agent> briefed;

	/** Opened when it is needed. */
	private @Nullable EngineSession second;

	private boolean closed;

	FallbackSession(RealtimeSession first, Supplier<Optional<VoiceEngine>> reserve, Agent agent, Mono<Agent> briefed,
			AudioFormat format, RealtimeMeters meters) {
		this.first = first;
		this.reserve = reserve;
		this.agent = agent;
		this.briefed = briefed;
		this.format = format;
		this.meters = meters;
	}

	@Override
	public Flux<Hearing> listen(Flux<AudioChunk> caller) {
		return Flux.defer(() -> {
			Disposable.Swap connection = Disposables.swap();
			Flux<AudioChunk> shared = caller.publish().autoConnect(1, connection::update);
			return this.first.listen(shared)
				.onErrorResume((cause) -> instead(cause, (other) -> other.listen(shared)))
				.doFinally((_) -> connection.dispose());
		});
	}

	@Override
	public Flux<Utterance> reply(List<Message> history, Pace pace) {
		return orInstead(this.first.reply(history, pace), (other) -> other.reply(history, pace));
	}

	@Override
	public Flux<Utterance> say(String sentence) {
		return orInstead(this.first.say(sentence), (other) -> other.say(sentence));
	}

	@Override
	public Mono<String> summarise(List<Message> beginning) {
		return this.first.summarise(beginning)
			.onErrorResume((cause) -> instead(cause, (other) -> other.summarise(beginning).flux()).next());
	}

	@Override
	public synchronized void become(Agent next) {
		this.agent = next;
		this.briefed = Mono.just(next);
		this.first.become(next);
		if (this.second != null) {
			this.second.become(next.on(Engine.CASCADE));
		}
	}

	@Override
	public void cut(Duration heardOfRound) {
		this.first.cut(heardOfRound);
		EngineSession other = opened();
		if (other != null) {
			other.cut(heardOfRound);
		}
	}

	@Override
	public Mono<Engine> fallenBack() {
		return this.fallenBack.asMono();
	}

	@Override
	public Mono<Void> close() {
		return Mono.defer(() -> {
			EngineSession other = shut();
			return (other != null) ? Mono.whenDelayError(this.first.close(), other.close()) : this.first.close();
		});
	}

	private Flux<Utterance> orInstead(Flux<Utterance> usual, Function<EngineSession, Flux<Utterance>> otherwise) {
		return Flux.defer(() -> {
			AtomicBoolean begun = new AtomicBoolean();
			return usual.doOnNext((utterance) -> {
				if (!(utterance instanceof Utterance.Reached)) {
					begun.set(true);
				}
			}).onErrorResume((cause) -> begun.get() ? Flux.error(cause) : instead(cause, otherwise));
		});
	}

	private <T> Flux<T> instead(Throwable cause, Function<EngineSession, Flux<T>> otherwise) {
		EngineSession other = this.first.isLost() ? second() : null;
		return (other != null) ? otherwise.apply(other) : Flux.error(cause);
	}

	private synchronized @Nullable EngineSession second() {
		if (this.second == null && !this.closed) {
			VoiceEngine engine = this.reserve.get().filter(this::serves).orElse(null);
			if (engine != null) {
				log.warn("A call goes on with engine {}", engine.kind());
				this.meters.fellBack();
				Engine kind = engine.kind();
				this.second = engine.open(this.agent.on(kind), this.briefed.map((known) -> known.on(kind)),
						this.format);
				this.fallenBack.tryEmitValue(kind);
			}
		}
		return this.second;
	}

	/** An engine without its keys would keep the caller waiting in vain. */
	private boolean serves(VoiceEngine engine) {
		return engine.missing(this.agent.on(engine.kind())).isEmpty();
	}

	private synchronized @Nullable EngineSession opened() {
		return this.second;
	}

	private synchronized @Nullable EngineSession shut() {
		this.closed = true;
		return this.second;
	}

}
