package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.provider.Provider;
import io.trunkline.provider.socket.Ending;
import io.trunkline.provider.socket.LoopTimers;
import io.trunkline.provider.socket.ProviderSocket;
import io.trunkline.speech.Hearing;
import io.trunkline.speech.SpeechException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Carries one caller's audio to a recognition socket and what the dialect makes of the
 * answers to the sink. A socket that is lost is replaced, and hears again what was owed:
 *
 * <pre>
 * audio   |  an ended turn  |  the open turn  | while there is no socket | live
 * socket  |--- 1 -----------------------------x                            |
 *                            again:           |--- 2 ----------------------|---
 * </pre>
 *
 * State belongs to the event loop; audio may come from elsewhere.
 */
final class ListeningSession implements ProviderSocket.Listener {

	private static final Logger log = LoggerFactory.getLogger(ListeningSession.class);

	private static final Duration WATCH = Duration.ofMillis(250);

	private final Dialect dialect;

	private final CartesiaProperties.Deadlines deadlines;

	private final Provider provider;

	private final FluxSink<Hearing> sink;

	private final CallerFeed feed;

	private final Reconnects reconnects = new Reconnects();

	private final Caller caller = new Caller();

	private final Supplier<ProviderSocket> opening;

	/** Those of the current connection. */
	private final LoopTimers timers;

	private @Nullable ProviderSocket socket;

	private boolean heardBefore;

	private boolean reconnecting;

	private Phase phase = Phase.CONNECTING;

	private boolean hungUp;

	/** Bytes of what was sent that the next connection has to hear again. */
	private int owed;

	ListeningSession(EventLoop loop, Dialect dialect, CartesiaProperties.Deadlines deadlines, Provider provider,
			FluxSink<Hearing> sink, Function<ListeningSession, ProviderSocket> opening) {
		this.timers = new LoopTimers(loop);
		this.dialect = dialect;
		this.deadlines = deadlines;
		this.provider = provider;
		this.sink = sink;
		this.feed = new CallerFeed(provider, (frame) -> carryOut(dialect.heard(frame)));
		this.opening = () -> opening.apply(this);
	}

	/** Runs on the subscriber's thread: tasks for the loop keep their order. */
	void start(Flux<AudioChunk> audio) {
		this.timers.now(this::connect);
		this.sink.onCancel(() -> this.timers.now(this::end));
		audio.subscribe(this.caller);
	}

	@Override
	public void opened() {
		socket().succeeded();
		this.timers.every(WATCH, this::watch);
		this.timers.after(this.deadlines.connected(), this::begin);
		carryOut(this.dialect.opened());
	}

	@Override
	public void received(ByteBuf json) {
		carryOut(this.dialect.received(json));
	}

	@Override
	public void closed(Ending ending) {
		lost(CartesiaErrors.ended(ending), (ending instanceof Ending.Mute) ? CallerTape.LENGTH : this.dialect.owed());
	}

	/** So much of what was sent last may not have been heard. */
	private void lost(SpeechException why, int unheard) {
		switch (this.phase) {
			case CONNECTING -> {
				if (this.hungUp && this.heardBefore) {
					finish();
				}
				else {
					reconnect(why);
				}
			}
			case STREAMING -> {
				CartesiaErrors.count(this.provider, why);
				log.warn("Recognition connection lost: {}", why.getMessage());
				this.owed = unheard;
				reconnect(why);
			}
			case DRAINING -> finish();
			case OVER -> {
			}
		}
	}

	/** Has this connection hear again what the one before may not have answered. */
	private void replay() {
		int again = this.feed.rewind(this.owed);
		this.owed = 0;
		this.provider.replayed(AudioFormat.TELEPHONE.durationOf(again));
		carryOut(this.dialect.reconnecting(again));
	}

	private void reconnect(SpeechException why) {
		socket().close();
		this.timers.cancel();
		if (this.phase == Phase.CONNECTING) {
			this.provider.met(why.kind());
		}
		if (this.reconnecting) {
			this.provider.reconnected(false);
		}
		this.phase = Phase.CONNECTING;
		this.feed.hold();
		Duration pause = CartesiaErrors.isOutage(why.kind())
				? this.reconnects.next(System.nanoTime(), why.kind() == SpeechException.Kind.BUSY) : null;
		if (pause == null) {
			fail(why);
		}
		else {
			this.reconnecting = true;
			this.timers.after(pause.multipliedBy(ThreadLocalRandom.current().nextInt(50, 150)).dividedBy(100),
					this::connect);
		}
	}

	private void connect() {
		this.socket = this.opening.get();
	}

	private void hear(byte[] frame) {
		if (this.phase != Phase.OVER) {
			this.feed.hear(frame);
		}
	}

	private void watch() {
		if (this.phase == Phase.STREAMING) {
			this.feed.catchUp(false);
			this.feed.fillGap(this.dialect.turnOpen(), WATCH);
		}
	}

	private void carryOut(List<Dialect.Step> steps) {
		for (Dialect.Step step : steps) {
			switch (step) {
				case Dialect.Step.Begin() -> begin();
				case Dialect.Step.Tell(var hearing) -> tell(hearing);
				case Dialect.Step.Write(var text) -> socket().write(text);
				case Dialect.Step.Finish() -> finish();
				case Dialect.Step.Fail(var why) -> lost(why, this.dialect.owed());
			}
		}
	}

	private void begin() {
		if (this.phase != Phase.CONNECTING) {
			return;
		}
		this.phase = Phase.STREAMING;
		this.feed.flowTo(socket());
		this.reconnects.connected();
		if (this.reconnecting) {
			this.provider.reconnected(true);
			this.reconnecting = false;
		}
		if (this.heardBefore) {
			replay();
		}
		else {
			this.heardBefore = true;
			tell(new Hearing.Connected());
		}
		if (this.hungUp) {
			drain();
		}
		else {
			this.feed.catchUp(false);
		}
	}

	private void hangUp() {
		this.hungUp = true;
		if (this.phase == Phase.STREAMING) {
			drain();
		}
	}

	/** Asks for the last words; an error now only means that there are none. */
	private void drain() {
		this.feed.catchUp(true);
		this.feed.hold();
		this.phase = Phase.DRAINING;
		socket().write(this.dialect.goodbye());
		this.timers.after(this.deadlines.drain(), this::finish);
	}

	private void finish() {
		if (this.phase != Phase.OVER) {
			carryOut(this.dialect.over());
			end();
			this.sink.complete();
		}
	}

	private void fail(Throwable why) {
		if (this.phase != Phase.OVER) {
			end();
			this.sink.error(why);
		}
	}

	private void end() {
		this.phase = Phase.OVER;
		this.feed.hold();
		this.timers.cancel();
		this.caller.cancel();
		socket().close();
	}

	private void tell(Hearing hearing) {
		if (this.phase != Phase.OVER) {
			this.sink.next(hearing);
		}
	}

	private ProviderSocket socket() {
		if (this.socket == null) {
			throw new IllegalStateException("not started");
		}
		return this.socket;
	}

	/** How far a session is. */
	private enum Phase {

		CONNECTING, STREAMING, DRAINING, OVER

	}

	/** Brings the caller's audio onto the loop. */
	private final class Caller extends BaseSubscriber<AudioChunk> {

		@Override
		protected void hookOnNext(AudioChunk chunk) {
			ListeningSession.this.timers.now(() -> hear(chunk.bytes()));
		}

		@Override
		protected void hookOnComplete() {
			ListeningSession.this.timers.now(ListeningSession.this::hangUp);
		}

		@Override
		protected void hookOnError(Throwable cause) {
			ListeningSession.this.timers.now(() -> fail(cause));
		}

	}

}
