package io.trunkline.call.playback;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a carrier that says nothing back has played: it plays what it was sent in real
 * time, one after the other, without pause as long as there is something left. Times are
 * nanoseconds of one monotonic clock; one instance serves one stream.
 */
final class CarrierClock {

	/** How much later than the carrier plays a sample the caller hears it. */
	private final long skew;

	/** What was sent and not heard to its end, in the order of playing. */
	private final Deque<Sent> unheard = new ArrayDeque<>();

	/** When the carrier will have played all that it was sent. */
	private long endsAt;

	private boolean used;

	/** How much of the current turn has been heard. */
	private long heard;

	CarrierClock(long skew) {
		this.skew = skew;
	}

	/** Another turn has the line. */
	void nextTurn() {
		this.unheard.clear();
		this.heard = 0;
	}

	/**
	 * Audio was sent.
	 * @param from where it stands in its turn; negative when it belongs to none
	 */
	void sent(long length, long from, long now) {
		heard(now);
		long startsAt = this.used ? Math.max(this.endsAt, now) : now;
		this.endsAt = startsAt + length;
		this.used = true;
		this.unheard.add(new Sent(startsAt + this.skew, length, from));
	}

	/** The carrier was told to drop what it has not played. */
	void cleared(long now) {
		heard(now);
		this.unheard.clear();
		this.endsAt = Math.min(this.endsAt, now);
	}

	/** How much the carrier still has to play; negative since it ran dry. */
	long lead(long now) {
		return this.used ? this.endsAt - now : 0;
	}

	/** Whether the caller has heard all that was sent. */
	boolean silent(long now) {
		return !this.used || lead(now) + this.skew <= 0;
	}

	/** How much of the current turn the caller has heard. */
	long heard(long now) {
		for (Sent first = this.unheard.peek(); first != null && first.startsAt <= now; first = this.unheard.peek()) {
			if (first.from >= 0) {
				this.heard = Math.max(this.heard, first.from + Math.min(first.length, now - first.startsAt));
			}
			if (first.startsAt + first.length > now) {
				break;
			}
			this.unheard.remove();
		}
		return this.heard;
	}

	private record Sent(long startsAt, long length, long from) {
	}

}
