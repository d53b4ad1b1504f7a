package io.trunkline.telephony.bandwidth;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.RecordingPlan;
import io.trunkline.telephony.StreamPlan;
import io.trunkline.telephony.webhook.Verb;

/** The documents that Bandwidth gets from us, but for transfers. */
final class BxmlDocuments {

	/** As many keys as one verb takes. */
	private static final int MOST_DIGITS = 50;

	private static final Duration LONGEST_DECISION = Duration.ofSeconds(10);

	private static final Pattern STREAM_NAME = Pattern.compile("agent(?:-([1-9][0-9]{0,5}))?");

	private BxmlDocuments() {
	}

	/** A name that is new for each media stream of a call, counted from 1. */
	static String streamName(int stream) {
		return (stream == 1) ? "agent" : "agent-" + stream;
	}

	/** Which of a call's streams has this name; 0 if none of ours has. */
	static int streamNumber(String name) {
		Matcher numbered = STREAM_NAME.matcher(name);
		if (!numbered.matches()) {
			return 0;
		}
		return (numbered.group(1) == null) ? 1 : Integer.parseInt(numbered.group(1));
	}

	/**
	 * Opens a media stream and waits until it is closed, by whichever side. The call then
	 * comes back for what is next: without an instruction left it would end, and a pause
	 * would hold a caller in silence.
	 * @param destination the media socket, its key included
	 */
	static Bxml connect(URI destination, String streamName, StreamPlan plan, BandwidthCallback callback) {
		return new Bxml("Response", opening(destination, streamName, plan, callback));
	}

	/**
	 * The same for a call that is up and has a stream, which ends first. Two of one name
	 * cannot be told apart, so that the other is new.
	 */
	static Bxml restream(String streamName, URI destination, String nextName, StreamPlan plan,
			BandwidthCallback callback) {
		List<Verb> verbs = new ArrayList<>();
		verbs.add(Verb.of("StopStream", Map.of("name", streamName)));
		verbs.addAll(opening(destination, nextName, plan, callback));
		return new Bxml("Bxml", verbs);
	}

	/** Keys come before the recording, so that none of them is in it. */
	private static List<Verb> opening(URI destination, String streamName, StreamPlan plan, BandwidthCallback callback) {
		List<Verb> verbs = new ArrayList<>(digits(plan.digits()));
		verbs.add(Verb.of("StartGather", callback.as("dtmfUrl")));
		plan.recording().ifPresent((recording) -> verbs.addAll(recording(recording, callback)));
		if (plan.transcribed()) {
			verbs.add(transcription(callback));
		}
		verbs.add(stream(destination, streamName, plan, callback));
		Map<String, String> awaited = new LinkedHashMap<>();
		awaited.put("name", streamName);
		awaited.put("wait", "true");
		verbs.add(Verb.of("StopStream", awaited));
		verbs.add(Verb.of("Redirect", callback.as("redirectUrl")));
		return verbs;
	}

	private static Verb stream(URI destination, String streamName, StreamPlan plan, BandwidthCallback callback) {
		Map<String, String> stream = new LinkedHashMap<>();
		stream.put("name", streamName);
		stream.put("mode", "bidirectional");
		stream.put("tracks", "inbound");
		stream.put("destination", destination.toString());
		stream.put("destinationUsername", callback.username());
		stream.put("destinationPassword", callback.password().value());
		stream.putAll(callback.as("streamEventUrl"));
		return new Verb("StartStream", stream, "", StreamParams.write(plan.parameters()));
	}

	/** Anything that is no key would cost the whole document. */
	private static List<Verb> digits(String digits) {
		String keys = digits.replaceAll("[^0-9*#A-Da-dwW,]", "");
		return Stream.iterate(0, (from) -> from < keys.length(), (from) -> from + MOST_DIGITS)
			.map((from) -> keys.substring(from, Math.min(from + MOST_DIGITS, keys.length())))
			.map((part) -> Verb.of("SendDtmf", Map.of(), part))
			.toList();
	}

	/** Goes on over all streams of the call, until its end. */
	private static Verb transcription(BandwidthCallback callback) {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("name", "transcript");
		attributes.put("tracks", "both");
		attributes.putAll(callback.as("transcriptionEventUrl"));
		return Verb.of("StartTranscription", attributes);
	}

	private static List<Verb> recording(RecordingPlan plan, BandwidthCallback callback) {
		Map<String, String> attributes = new LinkedHashMap<>();
		attributes.put("fileFormat", switch (plan.format()) {
			case WAV -> "wav";
			case MP3 -> "mp3";
		});
		attributes.put("multiChannel", String.valueOf(plan.bothSides()));
		attributes.put("transcribe", String.valueOf(plan.transcribed()));
		if (plan.transcribed()) {
			attributes.put("transcriptionAvailableUrl", callback.url().toString());
		}
		attributes.putAll(callback.as("recordingAvailableUrl"));
		Verb start = Verb.of("StartRecording", attributes);
		return plan.paused() ? List.of(start, Verb.of("PauseRecording", Map.of())) : List.of(start);
	}

	/** Rings somebody else. */
	static Bxml passOn(PhoneNumber to, BandwidthCallback callback) {
		Verb number = Verb.of("PhoneNumber", Map.of(), to.e164());
		return Bxml.response(new Verb("Transfer", callback.as("transferCompleteUrl"), "", List.of(number)));
	}

	/** Says something and hangs up. */
	static Bxml apologise(String sentence) {
		return Bxml.response(Verb.of("SpeakSentence", Map.of(), sentence), Verb.of("Hangup", Map.of()));
	}

	/** As the only verb of a call that was not answered yet it rejects the call. */
	static Bxml hangUp() {
		return Bxml.response(Verb.of("Hangup", Map.of()));
	}

	/**
	 * Changes nothing for a leg that a transfer rang up: it is bridged when its document
	 * ends. An empty document would hang it up, and a verb that takes time would be heard
	 * as silence; ending a gathering that the leg does not have is neither.
	 */
	static Bxml carryOn() {
		return Bxml.response(Verb.of("StopGather", Map.of()));
	}

	/** Says something to a leg that a transfer rang up; then it is bridged. */
	static Bxml brief(String sentence) {
		return Bxml.response(Verb.of("SpeakSentence", Map.of(), sentence));
	}

	/**
	 * Says something to a leg that a transfer rang up, and comes back with the first key
	 * that is pressed, be it while this is said, or with none.
	 * @param sentence may be blank
	 */
	static Bxml ask(String sentence, BandwidthCallback callback) {
		Map<String, String> attributes = callback.as("gatherUrl");
		attributes.put("maxDigits", "1");
		attributes.put("firstDigitTimeout", String.valueOf(LONGEST_DECISION.toSeconds()));
		List<Verb> said = sentence.isBlank() ? List.of() : List.of(Verb.of("SpeakSentence", Map.of(), sentence));
		return Bxml.response(new Verb("Gather", attributes, "", said));
	}

}
