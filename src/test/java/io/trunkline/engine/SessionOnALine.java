package io.trunkline.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import io.trunkline.audio.AudioChunk;
import io.trunkline.sandbox.voice.SandboxVoice;
import io.trunkline.speech.Hearing;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * An engine's session with a caller on the line, who is silent unless told to speak.
 */
final class SessionOnALine implements AutoCloseable {

	private static final Duration FRAME = Duration.ofMillis(20);

	private static final int FRAME_BYTES = 160;

	private static final SandboxVoice VOICE = new SandboxVoice();

	private final Queue<byte[]> speech = new ConcurrentLinkedQueue<>();

	private final List<Hearing> heard = new CopyOnWriteArrayList<>();

	private final Sinks.Empty<Void> hungUp = Sinks.empty();

	private final EngineSession session;

	private final Disposable listening;

	private volatile boolean deaf;

	private volatile @Nullable Throwable failure;

	SessionOnALine(EngineSession session) {
		this.session = session;
		Flux<AudioChunk> line = Flux.interval(FRAME)
			.onBackpressureBuffer()
			.map((_) -> frame())
			.takeUntilOther(this.hungUp.asMono());
		this.listening = session.listen(line).subscribe(this.heard::add, (cause) -> {
			this.failure = cause;
			this.deaf = true;
		}, () -> this.deaf = true);
	}

	/** The caller says this now. */
	void say(String text) {
		byte[] sound = VOICE.say(text).muLaw();
		for (int from = 0; from < sound.length; from += FRAME_BYTES) {
			this.speech.add(Arrays.copyOfRange(sound, from, from + FRAME_BYTES));
		}
	}

	/** The caller's sound ends. */
	void hangUp() {
		this.hungUp.tryEmitEmpty();
	}

	/** What the engine noticed. */
	List<Hearing> heard() {
		return this.heard;
	}

	/** What it takes for whole turns of the caller. */
	List<String> turns() {
		return this.heard.stream()
			.filter(Hearing.TurnEnded.class::isInstance)
			.map((ended) -> ((Hearing.TurnEnded) ended).transcript().strip())
			.toList();
	}

	/** The engine has ended to listen, or has failed to. */
	boolean deaf() {
		return this.deaf;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	EngineSession session() {
		return this.session;
	}

	/** The call is over: nobody listens, and all connections are let go of. */
	@Override
	public void close() {
		this.listening.dispose();
		this.session.close().block(Duration.ofSeconds(5));
	}

	private AudioChunk frame() {
		byte[] spoken = this.speech.poll();
		return (spoken != null) ? AudioChunk.telephone(spoken) : AudioChunk.silence(FRAME);
	}

}
