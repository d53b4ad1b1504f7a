package io.trunkline.speech.cartesia;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.trunkline.audio.AudioFormat;
import org.jspecify.annotations.Nullable;

/** The caller's latest ten seconds that could not be sent yet; the oldest go first. */
final class AudioBacklog {

	private static final int ROOM = AudioFormat.TELEPHONE.bytesIn(Duration.ofSeconds(10));

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

	/** The oldest frame. */
	byte @Nullable [] peek() {
		return this.frames.peek();
	}

	/** Takes out the oldest frame. */
	void remove() {
		this.bytes -= this.frames.remove().length;
	}

	boolean isEmpty() {
		return this.frames.isEmpty();
	}

}
