package io.trunkline.sandbox.bandwidth.bxml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import static io.trunkline.sandbox.bandwidth.bxml.Grammar.Content.ELEMENTS;
import static io.trunkline.sandbox.bandwidth.bxml.Grammar.Content.NOTHING;
import static io.trunkline.sandbox.bandwidth.bxml.Grammar.Content.TEXT;
import static io.trunkline.sandbox.bandwidth.bxml.Grammar.Content.TEXT_OR_SSML;

/**
 * Which elements there are, and what may stand in them. Names are case-sensitive; in the
 * list below a {@code !} marks a required attribute.
 */
final class Grammar {

	private static final String CREDENTIALS = " username password";

	private static final String FALLBACK = " fallbackUsername fallbackPassword";

	private static final String SSML = "break emphasis lang p phoneme prosody s say-as sub";

	private static final Map<String, Rule> VERBS = new HashMap<>();

	private static final Map<String, Rule> PARTS = new HashMap<>();

	static {
		verb("SpeakSentence", TEXT_OR_SSML, "voice gender locale", SSML);
		verb("PlayAudio", TEXT, CREDENTIALS, "");
		verb("Pause", NOTHING, "duration", "");
		verb("Hangup", NOTHING, "", "");
		verb("Redirect", NOTHING,
				"redirectUrl! redirectMethod redirectFallbackUrl redirectFallbackMethod tag" + CREDENTIALS + FALLBACK,
				"");
		verb("Ring", NOTHING, "duration answerCall", "");
		verb("Tag", TEXT, "", "");
		verb("SendDtmf", TEXT, "toneDuration toneInterval", "");
		verb("Gather", ELEMENTS,
				"gatherUrl gatherMethod gatherFallbackUrl gatherFallbackMethod tag terminatingDigits"
						+ " maxDigits interDigitTimeout firstDigitTimeout repeatCount input" + CREDENTIALS + FALLBACK,
				"SpeakSentence PlayAudio");
		verb("StartGather", NOTHING, "dtmfUrl! dtmfMethod tag" + CREDENTIALS, "");
		verb("StopGather", NOTHING, "", "");
		verb("StartStream", ELEMENTS,
				"destination! name mode tracks destinationUsername destinationPassword streamEventUrl"
						+ " streamEventMethod" + CREDENTIALS,
				"StreamParam");
		verb("StopStream", NOTHING, "name! wait", "");
		verb("Transfer", ELEMENTS,
				"transferCallerId transferCallerDisplayName callTimeout transferCompleteUrl transferCompleteMethod"
						+ " transferCompleteFallbackUrl transferCompleteFallbackMethod tag diversionTreatment"
						+ " diversionReason" + CREDENTIALS + FALLBACK,
				"PhoneNumber SipUri");
		verb("Bridge", TEXT,
				"bridgeCompleteUrl bridgeCompleteMethod bridgeCompleteFallbackUrl bridgeCompleteFallbackMethod"
						+ " bridgeTargetCompleteUrl bridgeTargetCompleteMethod bridgeTargetCompleteFallbackUrl"
						+ " bridgeTargetCompleteFallbackMethod tag" + CREDENTIALS + FALLBACK,
				"");
		verb("Conference", TEXT,
				"mute hold callIdsToCoach conferenceEventUrl conferenceEventMethod conferenceEventFallbackUrl"
						+ " conferenceEventFallbackMethod callbackTimeout tag" + CREDENTIALS + FALLBACK,
				"");
		verb("StartRecording", NOTHING,
				"recordingAvailableUrl recordingAvailableMethod transcribe detectLanguage transcriptionAvailableUrl"
						+ " transcriptionAvailableMethod tag fileFormat multiChannel recordingName" + CREDENTIALS,
				"");
		verb("PauseRecording", NOTHING, "", "");
		verb("ResumeRecording", NOTHING, "", "");
		verb("StopRecording", NOTHING, "", "");
		verb("Record", NOTHING,
				"recordCompleteUrl recordCompleteMethod recordCompleteFallbackUrl recordCompleteFallbackMethod"
						+ " recordingAvailableUrl recordingAvailableMethod transcribe detectLanguage"
						+ " transcriptionAvailableUrl transcriptionAvailableMethod tag terminatingDigits maxDuration"
						+ " silenceTimeout fileFormat" + CREDENTIALS + FALLBACK,
				"");
		verb("StartTranscription", ELEMENTS,
				"name tracks transcriptionEventUrl transcriptionEventMethod destination" + " stabilized" + CREDENTIALS,
				"CustomParam");
		verb("StopTranscription", NOTHING, "name", "");
		verb("Forward", NOTHING, "to! from callTimeout diversionTreatment diversionReason uui", "");
		verb("Refer", ELEMENTS, "referCompleteUrl referCompleteMethod tag", "SipUri");
		verb("Connect", ELEMENTS, "eventCallbackUrl", "Endpoint");
		String destination = "transferAnswerUrl transferAnswerMethod transferAnswerFallbackUrl"
				+ " transferAnswerFallbackMethod transferDisconnectUrl transferDisconnectMethod tag uui" + CREDENTIALS
				+ FALLBACK;
		part("PhoneNumber", TEXT, destination);
		part("SipUri", TEXT, destination);
		part("StreamParam", NOTHING, "name! value!");
		part("CustomParam", NOTHING, "name! value!");
		part("Endpoint", TEXT, "");
	}

	private Grammar() {
	}

	/**
	 * Checks a verb and what is in it.
	 * @throws InvalidBxmlException if there is no such verb, or something in it is
	 * unknown, missing or out of place
	 */
	static void check(Element verb) {
		check(verb, VERBS.get(verb.name()));
	}

	private static void check(Element element, @Nullable Rule rule) {
		if (rule == null) {
			throw new InvalidBxmlException("unknown verb <" + element.name() + ">");
		}
		for (String attribute : element.attributes().keySet()) {
			if (!rule.attributes.contains(attribute)) {
				throw new InvalidBxmlException("<" + element.name() + "> has no attribute " + attribute);
			}
		}
		for (String attribute : rule.required) {
			if (element.attributes().getOrDefault(attribute, "").isBlank()) {
				throw new InvalidBxmlException("<" + element.name() + "> needs the attribute " + attribute);
			}
		}
		boolean textAllowed = rule.content == TEXT || rule.content == TEXT_OR_SSML;
		if (!textAllowed && !element.ownText().isBlank()) {
			throw new InvalidBxmlException("<" + element.name() + "> has no text in it");
		}
		for (Element child : element.children()) {
			checkChild(element, child, rule);
		}
	}

	private static void checkChild(Element parent, Element child, Rule rule) {
		if (!rule.children.contains(child.name())) {
			throw new InvalidBxmlException("<" + parent.name() + "> cannot have <" + child.name() + "> in it");
		}
		switch (rule.content) {
			case ELEMENTS -> check(child, PARTS.getOrDefault(child.name(), VERBS.get(child.name())));
			case TEXT_OR_SSML -> child.children().forEach((inner) -> checkChild(child, inner, rule));
			case TEXT, NOTHING -> {
			}
		}
	}

	private static void verb(String name, Content content, String attributes, String children) {
		VERBS.put(name, rule(content, attributes, children));
	}

	private static void part(String name, Content content, String attributes) {
		PARTS.put(name, rule(content, attributes, ""));
	}

	private static Rule rule(Content content, String attributes, String children) {
		Set<String> all = new HashSet<>();
		Set<String> required = new TreeSet<>();
		for (String attribute : attributes.strip().split(" ")) {
			String name = attribute.replace("!", "");
			all.add(name);
			if (attribute.endsWith("!")) {
				required.add(name);
			}
		}
		return new Rule(content, all, required, Set.of(children.split(" ")));
	}

	/** What may stand between start and end. */
	enum Content {

		/** Blanks at most. */
		NOTHING,
		/** Text alone. */
		TEXT,
		/** Text with the elements allowed in it, however deep. */
		TEXT_OR_SSML,
		/** The elements allowed in it. */
		ELEMENTS

	}

	private record Rule(Content content, Set<String> attributes, Set<String> required, Set<String> children) {
	}

}
