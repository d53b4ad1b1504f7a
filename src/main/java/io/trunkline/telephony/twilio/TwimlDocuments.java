package io.trunkline.telephony.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.trunkline.telephony.CallId;
import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.RecordingPlan;
import io.trunkline.telephony.StreamPlan;
import io.trunkline.telephony.webhook.Verb;

/** The documents that Twilio gets from us, but for transfers. */
final class TwimlDocuments {

	private static final Duration LONGEST_DECISION = Duration.ofSeconds(10);

	private TwimlDocuments() {
	}

	/** A name that is new for each media stream of a call, counted from 1. */
	static String streamName(int stream) {
		return (stream == 1) ? "agent" : "agent-" + stream;
	}

	/**
	 * Opens a media stream and waits until we close it. The call then comes back for what
	 * is next.
	 * @param destination the media socket, its key included; Twilio drops a query
	 * @param room how many characters parameters may take
	 */
	static Twiml connect(URI destination, int stream, StreamPlan plan, TwilioCallback callback, int room) {
		List<Verb> verbs = new ArrayList<>();
		String keys = plan.digits().replaceAll("[^0-9*#A-Da-dw]", "");
		if (!keys.isEmpty()) {
			verbs.add(Verb.of("Play", Map.of("digits", keys)));
		}
		plan.recording()
			.filter((recording) -> !recording.paused())
			.ifPresent((recording) -> verbs.add(recording(recording, callback)));
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("url", destination.toString());
		attributes.put("name", streamName(stream));
		attributes.put("statusCallback", callback.url(TwilioEventType.STREAM));
		Verb opened = new Verb("Stream", attributes, "", StreamParameters.write(plan.parameters(), room));
		verbs.add(
				new Verb("Connect", Map.of("action", callback.url(TwilioEventType.AFTER_STREAM)), "", List.of(opened)));
		return new Twiml(verbs);
	}

	/** One that is to wait is begun by the API when it may. */
	private static Verb recording(RecordingPlan plan, TwilioCallback callback) {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("channels", plan.bothSides() ? "dual" : "mono");
		attributes.put("recordingStatusCallback", callback.url(TwilioEventType.RECORDING));
		return new Verb("Start", Map.of(), "", List.of(Verb.of("Recording", attributes)));
	}

	/** Rings somebody else. */
	static Twiml passOn(PhoneNumber to, TwilioCallback callback) {
		Verb number = Verb.of("Number", Map.of(), to.e164());
		return Twiml
			.of(new Verb("Dial", Map.of("action", callback.url(TwilioEventType.AFTER_DIAL)), "", List.of(number)));
	}

	/** Says something and hangs up. */
	static Twiml apologise(String sentence) {
		return Twiml.of(Verb.of("Say", Map.of(), sentence), Verb.of("Hangup", Map.of()));
	}

	static Twiml hangUp() {
		return Twiml.of(Verb.of("Hangup", Map.of()));
	}

	/** A call that was not answered yet is not answered at all. */
	static Twiml reject() {
		return Twiml.of(Verb.of("Reject", Map.of()));
	}

	/** A leg that a transfer rang up is connected when its document ends. */
	static Twiml carryOn() {
		return Twiml.of();
	}

	/** Says something to a leg that a transfer rang up; then it is connected. */
	static Twiml brief(String sentence) {
		return Twiml.of(Verb.of("Say", Map.of(), sentence));
	}

	/**
	 * Says something to a leg that a transfer rang up, and comes back with the first key
	 * that is pressed, be it while this is said, or with none. Should it not come back,
	 * the leg is not connected.
	 * @param sentence may be blank
	 */
	static Twiml ask(String sentence, CallId caller, TwilioCallback callback) {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("input", "dtmf");
		attributes.put("numDigits", "1");
		attributes.put("timeout", String.valueOf(LONGEST_DECISION.toSeconds()));
		attributes.put("actionOnEmptyResult", "true");
		attributes.put("action", callback.url(TwilioEventType.DECIDED, caller));
		List<Verb> said = sentence.isBlank() ? List.of() : List.of(Verb.of("Say", Map.of(), sentence));
		return Twiml.of(new Verb("Gather", attributes, "", said), Verb.of("Hangup", Map.of()));
	}

}
