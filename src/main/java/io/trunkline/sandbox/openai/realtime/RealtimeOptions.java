package io.trunkline.sandbox.openai.realtime;

import java.time.Duration;

/**
 * How the stand-in behaves.
 *
 * @param apiKey the only key that is let in; empty lets in any
 * @param firstAudio from the request for a reply to its first sound
 * @param chunk sound in one message
 * @param speed how many times faster than real time sound is sent
 * @param interim whether the caller's words are told while the caller speaks
 * @param transcription from the end of the caller's speech to all of its words
 * @param lifetime a session ends when it is so old
 */
public record RealtimeOptions(String apiKey, Duration firstAudio, Duration chunk, double speed, boolean interim,
		Duration transcription, Duration lifetime) {

	/** As near to the real thing as is known. */
	public static RealtimeOptions defaults() {
		return new RealtimeOptions("", Duration.ofMillis(250), Duration.ofMillis(200), 8, true, Duration.ofMillis(120),
				Duration.ofMinutes(60));
	}

	public RealtimeOptions withInterim(boolean newInterim) {
		return new RealtimeOptions(this.apiKey, this.firstAudio, this.chunk, this.speed, newInterim, this.transcription,
				this.lifetime);
	}

}
