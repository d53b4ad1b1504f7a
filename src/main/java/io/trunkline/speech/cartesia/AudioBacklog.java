package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.trunkline.audio.AudioFormat;
import org.jspecify.annotations.Nullable;

/** The caller's latest two seconds that could not be sent yet; the oldest go first. */
final class AudioBacklog {

	private static final int ROOM = AudioFormat.TELEPHONE.bytesIn(Duration.ofSeconds(2));

	private final Deque<byte[]> frames = new ArrayDeque<>();

	private int bytes;

	/** Whether older frames had to go for this one. */
	boolean add(byte[] frame) {
		this.frames.add(frame);
		this.bytes += frame.length;
		boolean dropped = false;
		while (this.bytes > ROOM) {
			this.bytes -= this.frames.remove().length;
			dropped = true;
		}
		return dropped;
	}

	byte @Nullable [] poll() {
		byte[] frame = this.frames.poll();
		this.bytes -= (frame != null) ? frame.length : 0;
		return frame;
	}

	boolean isEmpty() {
		return this.frames.isEmpty();
	}

}
