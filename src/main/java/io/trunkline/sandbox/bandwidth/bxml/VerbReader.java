package io.trunkline.sandbox.bandwidth.bxml;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Turns an element that fits the grammar into its verb. */
final class VerbReader {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Duration MILLI = Duration.ofMillis(1);

	private static final String DAY = "86400";

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

	private static final Pattern SIP_URI = Pattern.compile("sips?:[^\\s@]+@[^\\s@]+");

	private static final Pattern CALLER_ID = Pattern
		.compile(E164.pattern() + "|Restricted|Anonymous|Private|Unavailable|");

	private static final Pattern DTMF = Pattern.compile("[0-9*#a-dA-DwW,]{1,50}");

	private static final Pattern USER_TO_USER = Pattern.compile("[^;]+;encoding=(base64|hex|jwt)");

	private VerbReader() {
	}

	static Verb read(Attributes from) {
		Element element = from.element();
		return switch (element.name()) {
			case "StartGather" -> new Verb.StartGather(required(from, "dtmfUrl", "dtmfMethod"), from.tag());
			case "StopGather" -> new Verb.StopGather();
			case "StartStream" -> startStream(from);
			case "StopStream" ->
				new Verb.StopStream(element.attributes().getOrDefault("name", ""), from.flag("wait", false));
			case "Redirect" -> new Verb.Redirect(required(from, "redirectUrl", "redirectMethod"), from.tag());
			case "Pause" -> new Verb.Pause(from.time("duration", "1", "0.1", DAY, SECOND));
			case "SpeakSentence" -> speakSentence(from);
			case "Hangup" -> new Verb.Hangup();
			case "Transfer" -> transfer(from);
			case "Ring" -> new Verb.Ring(from.time("duration", "5", "0.1", DAY, SECOND), from.flag("answerCall", true));
			case "Tag" -> tag(element.text().strip());
			case "SendDtmf" -> sendDtmf(from);
			case "Gather" -> GatherReader.read(from);
			case "StartRecording" -> startRecording(from);
			case "PauseRecording" -> new Verb.PauseRecording();
			case "ResumeRecording" -> new Verb.ResumeRecording();
			case "StopRecording" -> new Verb.StopRecording();
			case "StartTranscription" -> new Verb.StartTranscription(callback(from, "transcriptionEvent"),
					Objects.requireNonNullElse(from.text("name", 256), ""),
					from.choice("tracks", "inbound", List.of("inbound", "outbound", "both")));
			case "StopTranscription" -> new Verb.StopTranscription(from.text("name", 256));
			default -> new Verb.Unsupported(element.name());
		};
	}

	private static Callback required(Attributes from, String url, String method) {
		Callback callback = from.callback(url, method);
		if (callback == null) {
			throw from.invalid(url, "is missing");
		}
		return callback;
	}

	private static Verb startStream(Attributes from) {
		URI destination = from.url("destination", "ws", "wss");
		if (destination.getScheme().equals("ws") && !Credentials.isLoopback(destination)) {
			throw from.invalid("destination", "must be wss");
		}
		boolean bidirectional = from.choice("mode", "unidirectional", List.of("unidirectional", "bidirectional"))
			.equals("bidirectional");
		String tracks = from.choice("tracks", "inbound", List.of("inbound", "outbound", "both"));
		return new Verb.StartStream(from.text("name", 256), destination,
				from.credentials(destination, "destinationUsername", "destinationPassword"), bidirectional,
				tracks.equals("both") ? List.of("inbound", "outbound") : List.of(tracks),
				from.callback("streamEventUrl", "streamEventMethod"), params(from));
	}

	private static Map<String, String> params(Attributes from) {
		Map<String, String> params = new LinkedHashMap<>();
		for (Element param : from.element().children()) {
			String name = param.attributes().getOrDefault("name", "");
			String value = param.attributes().getOrDefault("value", "");
			if (name.length() > 256 || value.length() > 2048) {
				throw from.invalid("StreamParam", "is too long: 256 for its name, 2048 for its value");
			}
			if (params.put(name, value) != null) {
				throw from.invalid("StreamParam", "comes twice with one name");
			}
		}
		if (params.size() > 12) {
			throw from.invalid("StreamParam", "comes more than 12 times");
		}
		return params;
	}

	static Verb.SpeakSentence speakSentence(Attributes from) {
		from.choice("gender", "female", List.of("female", "male"));
		String text = from.element().text().strip().replaceAll("\\s+", " ");
		if (text.isEmpty()) {
			throw new InvalidBxmlException("<SpeakSentence> has nothing to say");
		}
		return new Verb.SpeakSentence(text);
	}

	private static Verb tag(String tag) {
		if (tag.length() > Attributes.MAX_TAG) {
			throw new InvalidBxmlException("<Tag> is longer than " + Attributes.MAX_TAG);
		}
		return new Verb.Tag(tag.isEmpty() ? null : tag);
	}

	private static Verb sendDtmf(Attributes from) {
		String digits = from.element().text().strip();
		if (!DTMF.matcher(digits).matches()) {
			throw new InvalidBxmlException("<SendDtmf> has other characters than keys and pauses, or more than 50");
		}
		Duration tone = from.time("toneDuration", "200", "50", "5000", MILLI);
		Duration interval = from.time("toneInterval", "400", "50", "5000", MILLI);
		Duration length = digits.chars().mapToObj((key) -> switch (key) {
			case 'w', ',' -> Duration.ofMillis(500);
			case 'W' -> SECOND;
			default -> tone.plus(interval);
		}).reduce(Duration.ZERO, Duration::plus);
		return new Verb.SendDtmf(digits, length);
	}

	private static Verb startRecording(Attributes from) {
		from.flag("detectLanguage", false);
		from.text("recordingName", 256);
		return new Verb.StartRecording(callback(from, "recordingAvailable"), from.flag("transcribe", false),
				callback(from, "transcriptionAvailable"), from.tag(),
				from.choice("fileFormat", "wav", List.of("wav", "mp3")), from.flag("multiChannel", false));
	}

	private static Verb transfer(Attributes from) {
		String callerId = from.text("transferCallerId", 256);
		if (callerId != null && !CALLER_ID.matcher(callerId).matches()) {
			throw from.invalid("transferCallerId", "is neither a number nor a way to hide it");
		}
		String callerName = from.text("transferCallerDisplayName", 256);
		if (callerName != null && callerName.chars().anyMatch(Character::isISOControl)) {
			throw from.invalid("transferCallerDisplayName", "has a control character");
		}
		from.choice("diversionTreatment", "none", List.of("none", "propagate", "stack"));
		from.choice("diversionReason", "unknown", List.of("unknown", "user-busy", "no-answer", "unavailable",
				"unconditional", "time-of-day", "do-not-disturb", "deflection", "follow-me", "out-of-service", "away"));
		List<Verb.Destination> destinations = from.element()
			.children()
			.stream()
			.map((child) -> destination(new Attributes(child, from.base())))
			.toList();
		if (destinations.isEmpty() || destinations.size() > 8) {
			throw new InvalidBxmlException("<Transfer> needs 1 to 8 destinations");
		}
		return new Verb.Transfer(callerId, callerName, from.time("callTimeout", "30", "1", "300", SECOND),
				from.callback("transferCompleteUrl", "transferCompleteMethod"), from.tag(), destinations);
	}

	private static Verb.Destination destination(Attributes from) {
		String to = from.element().text().strip();
		boolean number = from.element().name().equals("PhoneNumber");
		if (!(number ? E164 : SIP_URI).matcher(to).matches()) {
			throw new InvalidBxmlException("<" + from.element().name() + "> has not the form of one");
		}
		String uui = from.text("uui", 256);
		if (uui != null && !USER_TO_USER.matcher(uui).matches()) {
			throw from.invalid("uui", "does not end with its encoding: base64, hex or jwt");
		}
		return new Verb.Destination(to, callback(from, "transferAnswer"), callback(from, "transferDisconnect"),
				from.tag(), uui);
	}

	private static @Nullable Callback callback(Attributes from, String what) {
		return from.callback(what + "Url", what + "Method");
	}

}
