package io.trunkline.telephony.bandwidth;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.trunkline.telephony.PhoneNumber;
import io.trunkline.telephony.bandwidth.Bxml.Verb;

/** The documents that Bandwidth gets from us. */
final class BxmlDocuments {

	private BxmlDocuments() {
	}

	/** A name that is new for each media stream of a call, counted from 1. */
	static String streamName(int stream) {
		return (stream == 1) ? "agent" : "agent-" + stream;
	}

	/**
	 * Opens a media stream and waits until it is closed, by whichever side. The call then
	 * comes back for what is next: without an instruction left it would end, and a pause
	 * would hold a caller in silence.
	 * @param destination the media socket, its key included
	 */
	static Bxml connect(URI destination, String streamName, BandwidthCallback callback) {
		Map<String, String> stream = new LinkedHashMap<>();
		stream.put("name", streamName);
		stream.put("mode", "bidirectional");
		stream.put("tracks", "inbound");
		stream.put("destination", destination.toString());
		stream.put("destinationUsername", callback.username());
		stream.put("destinationPassword", callback.password().value());
		stream.putAll(callback.as("streamEventUrl"));
		Map<String, String> awaited = new LinkedHashMap<>();
		awaited.put("name", streamName);
		awaited.put("wait", "true");
		return Bxml.response(Verb.of("StartGather", callback.as("dtmfUrl")), Verb.of("StartStream", stream),
				Verb.of("StopStream", awaited), Verb.of("Redirect", callback.as("redirectUrl")));
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

	static Bxml hangUp() {
		return Bxml.response(Verb.of("Hangup", Map.of()));
	}

	/**
	 * Changes nothing for a leg that a transfer rang up: it is bridged when its document
	 * ends. An empty document would hang it up.
	 */
	static Bxml carryOn() {
		return Bxml.response(Verb.of("Pause", Map.of("duration", "0.1")));
	}

	/**
	 * Connects a running call with somebody else. The stream is stopped first by name, so
	 * that its end does not depend on how Bandwidth replaces documents; a name that does
	 * not exist has no effect.
	 */
	static Bxml transfer(String streamName, PhoneNumber to, BandwidthCallback callback) {
		Verb number = Verb.of("PhoneNumber", callback.as("transferDisconnectUrl"), to.e164());
		return Bxml.update(Verb.of("StopStream", Map.of("name", streamName)),
				new Verb("Transfer", callback.as("transferCompleteUrl"), "", List.of(number)));
	}

}
