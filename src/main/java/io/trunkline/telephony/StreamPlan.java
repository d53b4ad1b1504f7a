package io.trunkline.telephony;

import java.util.Map;
import java.util.Optional;

/**
 * What a carrier does besides opening a media stream.
 *
 * @param parameters values that the carrier brings back when the stream opens, by name
 * @param recording whether and how the carrier records the call from here on
 * @param digits keys that the carrier presses before the stream opens: {@code 0-9*#A-D},
 * {@code w} for half a second; empty for none
 * @param transcribed whether the carrier writes down what both sides say from here on
 */
public record StreamPlan(Map<String, String> parameters, Optional<RecordingPlan> recording, String digits,
		boolean transcribed) {

	/** Nothing besides. */
	public static final StreamPlan PLAIN = new StreamPlan(Map.of(), Optional.empty(), "");

	public StreamPlan {
		parameters = Map.copyOf(parameters);
	}

	/** Without a transcript. */
	public StreamPlan(Map<String, String> parameters, Optional<RecordingPlan> recording, String digits) {
		this(parameters, recording, digits, false);
	}

	/** Without values, so that it can stand in a log. */
	@Override
	public String toString() {
		return "StreamPlan[parameters=" + this.parameters.keySet() + ", recording=" + this.recording + "]";
	}

}
