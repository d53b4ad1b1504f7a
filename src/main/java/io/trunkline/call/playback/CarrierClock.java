package io.trunkline.call.playback;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a carrier has played: it plays what it was sent in real time, one after the other,
 * without pause as long as there is something left. A carrier that says now and then how
 * far it is sets the clock right. Times are nanoseconds of one monotonic clock; one
 * instance serves one stream.
 */
final class CarrierClock {

	/** How much later than the carrier plays a sample the caller hears it. */
	private final long skew;

	/** What was sent and not heard to its end, in the order of playing. */
	private final Deque<Sent> unheard = new ArrayDeque<>();

	/** When the carrier will have played all that it was sent. */
	private long endsAt;

	private boolean used;

	/** Length of all that was ever sent. */
	private long total;

	/** How much later than assumed the carrier has turned out to be. */
	private long late;

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
		this.total += length;
		this.unheard.add(new Sent(startsAt + this.skew - this.late, length, from));
	}

	/**
	 * The carrier has just played the stream up to here, and goes on with the rest.
	 * @param position in all that was ever sent; what lies behind it has not been cleared
	 */
	void played(long position, long now) {
		if (!this.unheard.isEmpty()) {
			long endsAt = now + this.total - position;
			this.late += endsAt - this.endsAt;
			this.endsAt = endsAt;
		}
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
		long clock = now - this.late;
		for (Sent first = this.unheard.peek(); first != null && first.due <= clock; first = this.unheard.peek()) {
			if (first.from >= 0) {
				this.heard = Math.max(this.heard, first.from + Math.min(first.length, clock - first.due));
			}
			if (first.due + first.length > clock) {
				break;
			}
			this.unheard.remove();
		}
		return this.heard;
	}

	/**
	 * Something that was sent.
	 *
	 * @param due when it begins to be heard, if the carrier is not late
	 */
	private record Sent(long due, long length, long from) {
	}

}
