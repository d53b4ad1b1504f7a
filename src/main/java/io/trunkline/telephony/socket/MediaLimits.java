package io.trunkline.telephony.socket;

import java.time.Duration;

/**
 * What a media socket puts up with.
 *
 * @param start how soon after the upgrade the carrier has to start its stream
 * @param silence how long a started stream may bring no media
 * @param pingEvery how often the carrier is pinged
 * @param pong how long after a ping the carrier may send nothing at all
 * @param stall how long the carrier may take nothing of what waits for it
 * @param farewell how long a closing handshake may take before the connection is cut
 * @param frameBytes the longest message accepted
 * @param framesPerSecond the highest rate that may last; five seconds' worth of it may
 * come in one burst, as after a stalled network
 * @param unsentBytes how much may wait for the carrier, in bytes of its protocol
 */
public record MediaLimits(Duration start, Duration silence, Duration pingEvery, Duration pong, Duration stall,
		Duration farewell, int frameBytes, int framesPerSecond, int unsentBytes) {

	/** 30 s of mu-law in base64, with some room for the JSON around it. */
	private static final int HALF_A_MINUTE = 360_000;

	/** For a carrier's socket in production. */
	public static final MediaLimits DEFAULT = new MediaLimits(Duration.ofSeconds(5), Duration.ofSeconds(15),
			Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(2), 16 * 1024,
			200, HALF_A_MINUTE);

	/** These limits with another deadline for the start. */
	public MediaLimits withStart(Duration start) {
		return new MediaLimits(start, this.silence, this.pingEvery, this.pong, this.stall, this.farewell,
				this.frameBytes, this.framesPerSecond, this.unsentBytes);
	}

	/** These limits with another length of the longest message. */
	public MediaLimits withFrames(int frameBytes) {
		return new MediaLimits(this.start, this.silence, this.pingEvery, this.pong, this.stall, this.farewell,
				frameBytes, this.framesPerSecond, this.unsentBytes);
	}

}
