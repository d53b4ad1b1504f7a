package io.trunkline.telephony.twilio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Marks between the sounds that Twilio is sent. It echoes each when what was sent before
 * it has been played; and all of them at once when that is dropped, so that a mark counts
 * only in the generation in which it was set. Positions are bytes of sound from the
 * stream's beginning.
 */
final class Marks {

	/** A mark each 240 ms. */
	private static final int APART = 240 * 8;

	/** More than can be on their way; what comes on top is not marked. */
	private static final int MOST = 1024;

	private final Deque<Mark> unanswered = new ArrayDeque<>();

	private int generation = 1;

	private long position;

	private long marked;

	/**
	 * Sound was sent.
	 * @return a mark that is to be sent behind it, if one is due
	 */
	Optional<String> sent(int bytes) {
		this.position += bytes;
		if (this.position - this.marked < APART || this.unanswered.size() >= MOST) {
			return Optional.empty();
		}
		this.marked = this.position;
		Mark mark = new Mark(this.generation + "-" + this.position, this.position);
		this.unanswered.add(mark);
		return Optional.of(mark.name());
	}

	/** What was not played is dropped. */
	void cleared() {
		this.generation++;
		this.marked = this.position;
		this.unanswered.clear();
	}

	/**
	 * A mark came back.
	 * @return up to where the sound has been played; empty for a mark of what was dropped
	 */
	Optional<Long> echoed(String name) {
		if (this.unanswered.stream().noneMatch((mark) -> mark.name().equals(name))) {
			return Optional.empty();
		}
		Mark mark;
		do {
			mark = this.unanswered.remove();
		}
		while (!mark.name().equals(name));
		return Optional.of(mark.position());
	}

	private record Mark(String name, long position) {
	}

}
