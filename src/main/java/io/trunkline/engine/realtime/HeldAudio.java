package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

import io.trunkline.audio.AudioFormat;
import io.trunkline.provider.socket.LoopTimers;

/**
 * The caller's sound on its way to the connection that serves; of what waits for one, or
 * for it to keep up, the latest ten seconds. Belongs to the session's loop.
 */
final class HeldAudio {

	private static final int MOST = AudioFormat.TELEPHONE.bytesIn(Duration.ofSeconds(10));

	private static final Duration FRAME = Duration.ofMillis(20);

	private final LoopTimers timers;

	private final Supplier<Link> serving;

	private final Deque<byte[]> frames = new ArrayDeque<>();

	private int size;

	/** Sound is held back since the connection did not keep up. */
	private boolean catchingUp;

	HeldAudio(LoopTimers timers, Supplier<Link> serving) {
		this.timers = timers;
		this.serving = serving;
	}

	void hear(byte[] frame) {
		this.frames.addLast(frame);
		this.size += frame.length;
		while (this.size > MOST) {
			next();
		}
		flush();
	}

	/** Whatever the connection cannot take for now is tried again soon. */
	void flush() {
		Link link = this.serving.get();
		while (link.writable() && !this.frames.isEmpty()) {
			link.hear(next());
		}
		if (link.ready() && !this.frames.isEmpty() && !this.catchingUp) {
			this.catchingUp = true;
			this.timers.after(FRAME, () -> {
				this.catchingUp = false;
				flush();
			});
		}
	}

	private byte[] next() {
		byte[] first = this.frames.removeFirst();
		this.size -= first.length;
		return first;
	}

}
