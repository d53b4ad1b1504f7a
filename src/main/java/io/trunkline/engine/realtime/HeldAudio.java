package io.trunkline.engine.realtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import io.trunkline.audio.AudioFormat;

/**
 * The caller's sound that waits for a connection; of more than ten seconds the latest.
 */
final class HeldAudio {

	private static final int MOST = AudioFormat.TELEPHONE.bytesIn(Duration.ofSeconds(10));

	private final Deque<byte[]> frames = new ArrayDeque<>();

	private int size;

	void add(byte[] frame) {
		this.frames.addLast(frame);
		this.size += frame.length;
		while (this.size > MOST) {
			next();
		}
	}

	boolean isEmpty() {
		return this.frames.isEmpty();
	}

	byte[] next() {
		byte[] first = this.frames.removeFirst();
		this.size -= first.length;
		return first;
	}

}
