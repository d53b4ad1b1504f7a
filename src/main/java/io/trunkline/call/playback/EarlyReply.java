package io.trunkline.call.playback;

import java.time.Duration;
import java.util.function.Function;

import io.trunkline.engine.Pace;
import io.trunkline.engine.Utterance;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A reply that was begun before the caller had certainly finished. It is kept in memory
 * until it is released, and goes no further than its first clause before that: the engine
 * waits for {@link Pace}.
 */
public final class EarlyReply {

	private final Sinks.Empty<Void> released = Sinks.empty();

	private final Flux<Utterance> replayed;

	private final Disposable.Swap connection = Disposables.swap();

	/** Begins at once. */
	public EarlyReply(Function<Pace, Flux<Utterance>> reply, Pace pace) {
		this.replayed = reply.apply((position) -> heard(position, pace))
			.replay()
			.autoConnect(0, this.connection::update);
	}

	/**
	 * The reply from its beginning, and then as it goes on; for one subscriber, whose
	 * cancelling ends it.
	 */
	public Flux<Utterance> release() {
		return this.replayed.doOnSubscribe((_) -> this.released.tryEmitEmpty()).doOnCancel(this.connection::dispose);
	}

	/** Ends all requests. */
	public void discard() {
		this.connection.dispose();
	}

	private Mono<Void> heard(Duration position, Pace pace) {
		return this.released.asMono().then(Mono.defer(() -> pace.heard(position)));
	}

}
