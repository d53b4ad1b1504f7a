package io.trunkline.telephony;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.trunkline.audio.AudioFormat;

/**
 * Plays telephone sound in the order in which it came, and says when it has reached the
 * marks between.
 */
public final class FarPlayer {

	private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

	private final Deque<Mark> marks = new ArrayDeque<>();

	private final Deque<Byte> queued = new ArrayDeque<>();

	/** How much has been played or dropped. */
	private long done;

	void play(byte[] mulaw) {
		for (byte sample : mulaw) {
			this.queued.add(sample);
		}
	}

	void mark(String name) {
		this.marks.add(new Mark(name, this.done + this.queued.size()));
	}

	/**
	 * Drops what was not played.
	 * @return the marks that are reached by that
	 */
	List<String> clear() {
		this.done += this.queued.size();
		this.queued.clear();
		return reached();
	}

	/**
	 * Plays for so long.
	 * @return the marks that are reached, in order
	 */
	List<String> pass(Duration time) {
		for (int left = AudioFormat.TELEPHONE.bytesIn(time); left > 0 && !this.queued.isEmpty(); left--) {
			this.heard.write(this.queued.remove());
			this.done++;
		}
		return reached();
	}

	private List<String> reached() {
		List<String> reached = new ArrayList<>();
		for (Mark next = this.marks.peek(); next != null && next.position() <= this.done; next = this.marks.peek()) {
			reached.add(this.marks.remove().name());
		}
		return reached;
	}

	byte[] heard() {
		return this.heard.toByteArray();
	}

	private record Mark(String name, long position) {
	}

}
