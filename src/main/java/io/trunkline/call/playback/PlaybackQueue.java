package io.trunkline.call.playback;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import org.jspecify.annotations.Nullable;

/**
 * Audio of one agent turn that the carrier has not been sent, cut into frames of whole 20
 * ms. A frame has 60-100 ms; the turn's last one is filled up with silence. What was sent
 * can be taken back as far as a word is long.
 */
final class PlaybackQueue {

	private static final Duration STEP = Duration.ofMillis(20);

	/** What may be taken back: a long word, and what a carrier is kept ahead. */
	private static final Duration KEPT = Duration.ofSeconds(4);

	private final AudioFormat format;

	/** 20 ms in bytes. */
	private final int step;

	private final int usual;

	private final Deque<byte[]> chunks = new ArrayDeque<>();

	private final Deque<byte[]> past = new ArrayDeque<>();

	/** How much of the first chunk has been taken. */
	private int taken;

	private int size;

	private int pastSize;

	/**
	 * Starts empty.
	 * @param usual length of a usual frame
	 */
	PlaybackQueue(AudioFormat format, Duration usual) {
		this.format = format;
		this.step = format.bytesIn(STEP);
		this.usual = format.bytesIn(usual);
	}

	void add(byte[] chunk) {
		this.chunks.add(chunk);
		this.size += chunk.length;
	}

	/** Bytes that are waiting. */
	int size() {
		return this.size;
	}

	/** Whether there is enough for a frame, though more may come. */
	boolean hasFrame() {
		return this.size >= this.usual;
	}

	void clear() {
		this.chunks.clear();
		this.past.clear();
		this.taken = 0;
		this.size = 0;
		this.pastSize = 0;
	}

	/**
	 * The next frame.
	 * @param complete whether nothing will be added
	 * @return nothing while there is too little for a frame
	 */
	@Nullable AudioChunk next(boolean complete) {
		if (complete && this.size > 0 && this.size <= 5 * this.step) {
			return take(Math.max(3 * this.step, (this.size + this.step - 1) / this.step * this.step));
		}
		return (this.size >= this.usual) ? take(this.usual) : null;
	}

	/**
	 * Puts the latest of what was taken back to the front.
	 * @param bytes how much; more than four seconds are gone for good
	 * @return how much it really was
	 */
	int takeBack(int bytes) {
		int wanted = Math.min(bytes, this.pastSize);
		byte[] first = this.chunks.pollFirst();
		if (first != null) {
			this.chunks.addFirst(Arrays.copyOfRange(first, this.taken, first.length));
		}
		this.taken = 0;
		int back = 0;
		while (back < wanted) {
			byte[] latest = this.past.removeLast();
			int part = Math.min(latest.length, wanted - back);
			this.chunks.addFirst(Arrays.copyOfRange(latest, latest.length - part, latest.length));
			this.pastSize -= latest.length;
			back += part;
		}
		this.size += back;
		return back;
	}

	private AudioChunk take(int length) {
		byte[] frame = new byte[length];
		int filled = 0;
		while (filled < length && !this.chunks.isEmpty()) {
			byte[] chunk = this.chunks.getFirst();
			int part = Math.min(length - filled, chunk.length - this.taken);
			System.arraycopy(chunk, this.taken, frame, filled, part);
			filled += part;
			this.taken += part;
			if (this.taken == chunk.length) {
				this.chunks.removeFirst();
				this.taken = 0;
			}
		}
		this.size -= filled;
		keep((filled < length) ? Arrays.copyOf(frame, filled) : frame);
		Arrays.fill(frame, filled, length, this.format.encoding().silence());
		return new AudioChunk(this.format, frame);
	}

	private void keep(byte[] sound) {
		this.past.add(sound);
		this.pastSize += sound.length;
		while (this.pastSize - this.past.getFirst().length >= this.format.bytesIn(KEPT)) {
			this.pastSize -= this.past.removeFirst().length;
		}
	}

}
