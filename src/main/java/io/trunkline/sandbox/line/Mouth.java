package io.trunkline.sandbox.line;

import java.time.Duration;
import java.util.Arrays;

import io.trunkline.audio.AudioFormat.Encoding;

/**
 * What the caller says into the line, 20 ms at a time; silence when there is nothing to
 * say.
 */
public final class Mouth {

	private final PlayoutQueue queue = new PlayoutQueue();

	/** Says this behind what is not said yet. */
	public void say(byte[] muLaw) {
		this.queue.offer(muLaw);
	}

	/** Falls silent in the middle of a word. */
	public void shut() {
		this.queue.clear();
	}

	/** How long it takes to say the rest. */
	public Duration left() {
		return this.queue.queued();
	}

	/** The next 20 ms; the caller owns the array. */
	public byte[] frame() {
		byte[] frame = new byte[PlayoutQueue.FRAME];
		Arrays.fill(frame, Encoding.MULAW.silence());
		this.queue.drain(frame);
		return frame;
	}

}
