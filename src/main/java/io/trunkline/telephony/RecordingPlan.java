package io.trunkline.telephony;

/**
 * How a carrier records a call.
 *
 * @param paused whether it waits until it is told to go on, since the caller has to be
 * told first
 * @param format of the file
 * @param bothSides whether each side gets a channel of its own
 * @param transcribed whether the carrier writes down what is said in the recording
 */
public record RecordingPlan(boolean paused, Format format, boolean bothSides, boolean transcribed) {

	/** Formats that carriers write. */
	public enum Format {

		/** Uncompressed. */
		WAV,
		/** Compressed. */
		MP3

	}

}
