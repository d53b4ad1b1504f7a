package io.trunkline.call;

/**
 * What a carrier that says nothing back has played: it plays what it was sent in real
 * time, one after the other, without pause as long as there is something left. Times are
 * nanoseconds of one monotonic clock; one instance serves one stream.
 */
final class CarrierClock {

	/** When the carrier will have played all that it was sent. */
	private long endsAt;

	private boolean used;

	/** Audio of this length was sent. */
	void sent(long length, long now) {
		this.endsAt = (this.used ? Math.max(this.endsAt, now) : now) + length;
		this.used = true;
	}

	/** The carrier was told to drop what it has not played. */
	void cleared(long now) {
		this.endsAt = Math.min(this.endsAt, now);
	}

	/** How much the carrier still has to play; negative since it ran dry. */
	long lead(long now) {
		return this.used ? this.endsAt - now : 0;
	}

}
