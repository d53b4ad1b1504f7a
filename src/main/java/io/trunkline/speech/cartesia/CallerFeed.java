package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.function.Consumer;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import io.trunkline.provider.Provider;
import io.trunkline.provider.socket.ProviderSocket;
import org.jspecify.annotations.Nullable;

/**
 * The caller's audio on its way to whichever connection takes it: kept while there is
 * none, no faster than Cartesia takes it, and with silence where the caller sends
 * nothing. Belongs to the session's event loop.
 */
final class CallerFeed {

	/** Cartesia waits where audio stops, so an open turn needs silence after this. */
	private static final Duration TURN_GAP = Duration.ofMillis(500);

	/** Connections that nobody speaks on have been closed after 20 s. */
	private static final Duration IDLE_GAP = Duration.ofSeconds(15);

	/** In bytes: 20 ms. */
	private static final int SHORTEST_FRAME = 160;

	private final Provider provider;

	private final Consumer<byte[]> sent;

	private final CallerTape tape = new CallerTape();

	/** That of the current connection. */
	private AudioPace pace = new AudioPace(System.nanoTime());

	/** Takes audio for now. */
	private @Nullable ProviderSocket socket;

	private boolean losing;

	private long heardAt = System.nanoTime();

	/** Of the caller's latest, in bytes. */
	private int frameLength;

	/**
	 * Without a connection.
	 * @param sent told of each frame that went out
	 */
	CallerFeed(Provider provider, Consumer<byte[]> sent) {
		this.provider = provider;
		this.sent = sent;
	}

	/** The connection takes audio. */
	void flowTo(ProviderSocket connected) {
		this.socket = connected;
		this.pace = new AudioPace(System.nanoTime());
	}

	/** Keeps what comes from here on. */
	void hold() {
		this.socket = null;
	}

	/**
	 * Has the last so many bytes sent again, or as many as there are.
	 * @return how many that is
	 */
	int rewind(int bytes) {
		return this.tape.rewind(bytes);
	}

	void hear(byte[] frame) {
		this.frameLength = frame.length;
		take(frame);
	}

	/** Without regard for the peer's pace nothing is left behind. */
	void catchUp(boolean regardless) {
		for (var taker = this.socket; taker != null && !this.tape.isEmpty(); taker = this.socket) {
			if (!regardless && !maySend(taker)) {
				return;
			}
			send(taker, this.tape.next(Math.max(this.frameLength, SHORTEST_FRAME)));
		}
	}

	/**
	 * Puts silence where the caller has sent nothing.
	 * @param period at which this is called
	 */
	void fillGap(boolean turnOpen, Duration period) {
		Duration gap = Duration.ofNanos(System.nanoTime() - this.heardAt);
		Duration twoFrames = AudioFormat.TELEPHONE.durationOf(2L * this.frameLength);
		if (turnOpen && gap.compareTo(TURN_GAP) >= 0 && gap.compareTo(twoFrames) >= 0) {
			take(AudioChunk.silence(gap).bytes());
		}
		else if (gap.compareTo(IDLE_GAP) >= 0) {
			take(AudioChunk.silence(period).bytes());
		}
	}

	private void take(byte[] frame) {
		this.heardAt = System.nanoTime();
		ProviderSocket taker = this.socket;
		boolean direct = taker != null && this.tape.isEmpty() && maySend(taker);
		boolean lost = this.tape.add(frame);
		if (direct && taker != null) {
			this.tape.skip();
			send(taker, frame);
			return;
		}
		if (lost && !this.losing) {
			this.provider.met(Trouble.AUDIO_DROPPED);
		}
		this.losing = lost;
		catchUp(false);
	}

	private boolean maySend(ProviderSocket taker) {
		return taker.writable() && this.pace.allows(System.nanoTime());
	}

	private void send(ProviderSocket taker, byte[] frame) {
		this.pace.sent(frame.length, System.nanoTime());
		taker.write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame)));
		this.sent.accept(frame);
	}

	private enum Trouble {

		/** The caller's oldest audio was dropped, once per gap. */
		AUDIO_DROPPED

	}

}
