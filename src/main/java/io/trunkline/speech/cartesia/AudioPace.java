package io.trunkline.speech.cartesia;

import java.time.Duration;

import io.trunkline.audio.AudioFormat;

/**
 * How fast a caller's audio may be sent. Cartesia's recognition takes one second of audio
 * per second and refuses long bursts; a backlog at one and a half times that pace has
 * been seen to pass. Times are nanoseconds of one monotonic clock.
 */
final class AudioPace {

	private static final long LEAD = Duration.ofSeconds(1).toNanos();

	/** How much audio was sent beyond the pace; never negative. */
	private long ahead;

	private long at;

	AudioPace(long now) {
		this.at = now;
	}

	/** Whether another frame may go now. */
	boolean allows(long now) {
		return this.ahead - passed(now) < LEAD;
	}

	/** So many bytes went. */
	void sent(int bytes, long now) {
		this.ahead = Math.max(0, this.ahead - passed(now)) + length(bytes);
		this.at = now;
	}

	private long passed(long now) {
		return (now - this.at) * 3 / 2;
	}

	private static long length(int bytes) {
		return AudioFormat.TELEPHONE.durationOf(bytes).toNanos();
	}

}
