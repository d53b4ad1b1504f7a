package io.trunkline.sandbox.twilio.twiml;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** One instruction of a document. */
public sealed interface TwimlVerb {

	/**
	 * Opens a media stream and waits for its end.
	 *
	 * @param action asked for the next document; without one this one goes on
	 */
	record Connect(@Nullable URI action, URI url, String name, @Nullable URI statusCallback,
			Map<String, String> parameters) implements TwimlVerb {
	}

	/** Rings others, all at once. */
	record Dial(@Nullable URI action, @Nullable String callerId, Duration timeout,
			List<Target> targets) implements TwimlVerb {
	}

	/**
	 * Somebody who is rung.
	 *
	 * @param to a number or a SIP URI
	 * @param url what whoever picks up does first
	 */
	record Target(String to, @Nullable URI url, @Nullable URI statusCallback) {
	}

	/** Speaks. */
	record Say(String text) implements TwimlVerb {
	}

	/** Presses keys. */
	record PlayDigits(String digits) implements TwimlVerb {
	}

	/** Waits for keys, and speaks meanwhile. */
	record Gather(@Nullable URI action, Duration timeout, boolean actionOnEmptyResult,
			List<Say> prompts) implements TwimlVerb {
	}

	/** Begins a recording. */
	record StartRecording(@Nullable URI statusCallback) implements TwimlVerb {
	}

	/** Ends the call. */
	record Hangup() implements TwimlVerb {
	}

	/** Does not take the call. */
	record Reject() implements TwimlVerb {
	}

}
