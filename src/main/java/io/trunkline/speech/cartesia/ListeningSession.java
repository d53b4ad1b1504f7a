package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
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
final class ListeningSession implements CartesiaSocket.Listener {

	private static final Logger log = LoggerFactory.getLogger(ListeningSession.class);

	private static final Duration WATCH = Duration.ofMillis(250);

	/** Cartesia waits where audio stops, so an open turn needs silence after this. */
	private static final Duration TURN_GAP = Duration.ofMillis(500);

	/** In bytes: 20 ms. */
	private static final int SHORTEST_FRAME = 160;

	/** Connections that nobody speaks on have been closed after 20 s. */
	private static final Duration IDLE_GAP = Duration.ofSeconds(15);

	private final Dialect dialect;

	private final CartesiaProperties.Deadlines deadlines;

	private final Tally tally;

	private final FluxSink<Hearing> sink;

	private final CallerTape tape = new CallerTape();

	private final Reconnects reconnects = new Reconnects();

	private final Caller caller = new Caller();

	private final Supplier<CartesiaSocket> opening;

	/** Those of the current connection. */
	private final LoopTimers timers;

	/** That of the current connection. */
	private AudioPace pace = new AudioPace(System.nanoTime());

	private @Nullable CartesiaSocket socket;

	private boolean heardBefore;

	private boolean reconnecting;

	private Phase phase = Phase.CONNECTING;

	private boolean hungUp;

	private boolean losing;

	private long heardAt = System.nanoTime();

	/** Bytes of what was sent that the next connection has to hear again. */
	private int owed;

	/** Of the caller's latest, in bytes. */
	private int frameLength;

	ListeningSession(EventLoop loop, Dialect dialect, CartesiaProperties.Deadlines deadlines, Tally tally,
			FluxSink<Hearing> sink, Function<ListeningSession, CartesiaSocket> opening) {
		this.timers = new LoopTimers(loop);
		this.dialect = dialect;
		this.deadlines = deadlines;
		this.tally = tally;
		this.sink = sink;
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
		this.timers.every(WATCH, this::watch);
		this.timers.after(this.deadlines.connected(), this::begin);
		carryOut(this.dialect.opened());
	}

	@Override
	public void received(ByteBuf json) {
		carryOut(this.dialect.received(json));
	}

	@Override
	public void closed(SpeechException why) {
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
				this.tally.lost(why.kind());
				log.warn("Recognition connection lost: {}", why.getMessage());
				this.owed = socket().wasMute() ? CallerTape.LENGTH : this.dialect.owed();
				reconnect(why);
			}
			case DRAINING -> finish();
			case OVER -> {
			}
		}
	}

	/** Has this connection hear again what the one before may not have answered. */
	private void replay() {
		int again = this.tape.rewind(this.owed);
		this.owed = 0;
		this.tally.replayed(AudioFormat.TELEPHONE.durationOf(again));
		carryOut(this.dialect.reconnecting(again));
	}

	private void reconnect(SpeechException why) {
		socket().close();
		this.timers.cancel();
		if (this.phase == Phase.CONNECTING) {
			this.tally.failed(why.kind());
		}
		if (this.reconnecting) {
			this.tally.reconnected(false);
		}
		this.phase = Phase.CONNECTING;
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
		this.pace = new AudioPace(System.nanoTime());
		this.socket = this.opening.get();
	}

	private void hear(byte[] frame) {
		this.frameLength = frame.length;
		take(frame);
	}

	private void take(byte[] frame) {
		this.heardAt = System.nanoTime();
		if (this.phase == Phase.OVER) {
			return;
		}
		boolean direct = this.phase == Phase.STREAMING && this.tape.isEmpty() && maySend();
		boolean lost = this.tape.add(frame);
		if (direct) {
			this.tape.skip();
			send(frame);
			return;
		}
		if (lost && !this.losing) {
			this.tally.met(Tally.Trouble.AUDIO_DROPPED);
		}
		this.losing = lost;
		if (this.phase == Phase.STREAMING) {
			catchUp(false);
		}
	}

	/** Without regard for the peer's pace nothing is left behind. */
	private void catchUp(boolean regardless) {
		int frameLength = Math.max(this.frameLength, SHORTEST_FRAME);
		while (!this.tape.isEmpty() && (regardless || maySend())) {
			send(this.tape.next(frameLength));
		}
	}

	private boolean maySend() {
		return socket().writable() && this.pace.allows(System.nanoTime());
	}

	private void send(byte[] frame) {
		this.pace.sent(frame.length, System.nanoTime());
		socket().write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame)));
		carryOut(this.dialect.heard(frame));
	}

	private void watch() {
		Duration gap = Duration.ofNanos(System.nanoTime() - this.heardAt);
		if (this.phase != Phase.STREAMING) {
			return;
		}
		catchUp(false);
		Duration twoFrames = AudioFormat.TELEPHONE.durationOf(2L * this.frameLength);
		if (this.dialect.turnOpen() && gap.compareTo(TURN_GAP) >= 0 && gap.compareTo(twoFrames) >= 0) {
			take(AudioChunk.silence(gap).bytes());
		}
		else if (gap.compareTo(IDLE_GAP) >= 0) {
			take(AudioChunk.silence(WATCH).bytes());
		}
	}

	private void carryOut(List<Dialect.Step> steps) {
		for (Dialect.Step step : steps) {
			switch (step) {
				case Dialect.Step.Begin() -> begin();
				case Dialect.Step.Tell(var hearing) -> tell(hearing);
				case Dialect.Step.Write(var text) -> socket().write(text);
				case Dialect.Step.Finish() -> finish();
				case Dialect.Step.Fail(var why) -> closed(why);
			}
		}
	}

	private void begin() {
		if (this.phase != Phase.CONNECTING) {
			return;
		}
		this.phase = Phase.STREAMING;
		this.reconnects.connected();
		if (this.reconnecting) {
			this.tally.reconnected(true);
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
			catchUp(false);
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
		catchUp(true);
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
		this.timers.cancel();
		this.caller.cancel();
		socket().close();
	}

	private void tell(Hearing hearing) {
		if (this.phase != Phase.OVER) {
			this.sink.next(hearing);
		}
	}

	private CartesiaSocket socket() {
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
