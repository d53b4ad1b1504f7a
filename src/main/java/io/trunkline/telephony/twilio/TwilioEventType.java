package io.trunkline.telephony.twilio;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What webhooks are about. Twilio does not say it: each kind has a path of its own.
 */
enum TwilioEventType {

	/** A call has come in: the number's own webhook. */
	VOICE(""),
	/** A call that we placed has been answered. */
	ANSWER("answer"),
	/** The media stream lies behind. */
	AFTER_STREAM("after-stream"),
	/** A transfer is over and its caller perhaps still there. */
	AFTER_DIAL("after-dial"),
	/** Somebody whom a transfer rang has picked up. */
	PICKED_UP("picked-up"),
	/** They have pressed a key, or none in time. */
	DECIDED("decided"),

	/** The call's progress. */
	STATUS("status"),
	/** The media stream's progress. */
	STREAM("stream"),
	/** Twilio has listened to who answered. */
	DETECTION("detection"),
	/** There is a recording. */
	RECORDING("recording"),

	/** A path that no document of ours has. */
	UNKNOWN("unknown");

	private static final Map<String, TwilioEventType> BY_PATH = Stream.of(values())
		.collect(Collectors.toUnmodifiableMap(TwilioEventType::path, Function.identity()));

	private final String path;

	TwilioEventType(String path) {
		this.path = path;
	}

	static TwilioEventType of(String path) {
		return BY_PATH.getOrDefault(path, UNKNOWN);
	}

	/** The segment behind the webhook's path; empty for its own. */
	String path() {
		return this.path;
	}

	/** For meters and logs. */
	String label() {
		return (this == VOICE) ? "voice" : this.path;
	}

	/** Whether Twilio waits for a document and carries it out. */
	boolean isAnswered() {
		return switch (this) {
			case VOICE, ANSWER, AFTER_STREAM, AFTER_DIAL, PICKED_UP, DECIDED, UNKNOWN -> true;
			case STATUS, STREAM, DETECTION, RECORDING -> false;
		};
	}

}
