package io.trunkline.call;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

import io.trunkline.audio.AudioChunk;
import io.trunkline.audio.AudioFormat;
import org.jspecify.annotations.Nullable;

/**
 * Audio of one agent turn that the carrier has not been sent, cut into frames of whole 20
 * ms. A frame has 60-100 ms; the turn's last one is filled up with silence. Telephone
 * format.
 */
final class PlaybackQueue {

	private static final int STEP = 160;

	private static final int SHORTEST = 3 * STEP;

	private static final int LONGEST = 5 * STEP;

	private final int usual;

	private final Deque<byte[]> chunks = new ArrayDeque<>();

	/** How much of the first chunk has been taken. */
	private int taken;

	private int size;

	/**
	 * Starts empty.
	 * @param usual bytes of a usual frame
	 */
	PlaybackQueue(int usual) {
		this.usual = usual;
	}

	void add(byte[] chunk) {
		this.chunks.add(chunk);
		this.size += chunk.length;
	}

	int size() {
		return this.size;
	}

	void clear() {
		this.chunks.clear();
		this.taken = 0;
		this.size = 0;
	}

	/**
	 * The next frame.
	 * @param complete whether nothing will be added
	 * @return nothing while there is too little for a frame
	 */
	@Nullable AudioChunk next(boolean complete) {
		if (complete && this.size > 0 && this.size <= LONGEST) {
			return take(Math.max(SHORTEST, (this.size + STEP - 1) / STEP * STEP));
		}
		return (this.size >= this.usual) ? take(this.usual) : null;
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
		Arrays.fill(frame, filled, length, AudioFormat.TELEPHONE.encoding().silence());
		this.size -= filled;
		return AudioChunk.telephone(frame);
	}

}
