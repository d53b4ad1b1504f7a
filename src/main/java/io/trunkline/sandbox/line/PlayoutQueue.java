package io.trunkline.sandbox.line;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;

import io.trunkline.audio.AudioFormat;
import io.trunkline.audio.AudioFormat.Encoding;

/**
 * What a service sent and the caller has not heard yet. It is drained in frames of 20 ms,
 * in real time; when it runs dry the rest of the frame is silence.
 */
public final class PlayoutQueue {

	/** 20 ms in mu-law bytes. */
	public static final int FRAME = 160;

	/** Two minutes; what comes on top is dropped. */
	static final int CAPACITY = 2 * 60 * 8000;

	/** A pause up to this many frames in the middle of speech counts as an underrun. */
	private static final int LONGEST_UNDERRUN = 20;

	private final Deque<byte[]> chunks = new ArrayDeque<>();

	/** Bytes of the first chunk that were played. */
	private int played;

	private int queued;

	private int longest;

	/** Frames without a byte since sound was last played; negative when none is owed. */
	private int dry = -1;

	private int underruns;

	private int underrunFrames;

	/**
	 * Queues audio.
	 * @param muLaw nobody writes to it afterwards
	 * @return whether there was room for it
	 */
	public boolean offer(byte[] muLaw) {
		if (this.queued + muLaw.length > CAPACITY) {
			return false;
		}
		if (this.dry > 0 && this.dry <= LONGEST_UNDERRUN) {
			this.underruns++;
			this.underrunFrames += this.dry;
		}
		this.dry = -1;
		this.chunks.add(muLaw);
		this.queued += muLaw.length;
		this.longest = Math.max(this.longest, this.queued);
		return true;
	}

	/**
	 * Plays the next 20 ms into a frame. A frame for which there is nothing is left as it
	 * is, the end of the last one is silence.
	 * @return how many bytes of it are sound that was queued
	 */
	public int drain(byte[] frame) {
		int filled = 0;
		while (filled < FRAME && this.queued > 0) {
			byte[] first = Objects.requireNonNull(this.chunks.peek());
			int part = Math.min(FRAME - filled, first.length - this.played);
			System.arraycopy(first, this.played, frame, filled, part);
			filled += part;
			this.queued -= part;
			this.played += part;
			if (this.played == first.length) {
				this.chunks.remove();
				this.played = 0;
			}
		}
		if (filled > 0) {
			Arrays.fill(frame, filled, FRAME, Encoding.MULAW.silence());
		}
		this.dry = (filled > 0) ? 0 : (this.dry >= 0) ? this.dry + 1 : this.dry;
		return filled;
	}

	/**
	 * Drops everything. What comes next begins anew, so that the pause before it is no
	 * underrun.
	 * @return how much was dropped
	 */
	public Duration clear() {
		Duration dropped = queued();
		this.chunks.clear();
		this.played = 0;
		this.queued = 0;
		this.dry = -1;
		return dropped;
	}

	/** How much is left to play. */
	public Duration queued() {
		return AudioFormat.TELEPHONE.durationOf(this.queued);
	}

	/** The most that was ever queued. */
	public Duration longest() {
		return AudioFormat.TELEPHONE.durationOf(this.longest);
	}

	/** How often it ran dry for up to 400 ms with sound before and after. */
	public int underruns() {
		return this.underruns;
	}

	/** How long the underruns were in all. */
	public Duration underrun() {
		return Duration.ofMillis((long) this.underrunFrames * FrameClock.FRAME_MILLIS);
	}

}
