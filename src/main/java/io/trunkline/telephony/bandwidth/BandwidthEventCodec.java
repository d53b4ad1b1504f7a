package io.trunkline.telephony.bandwidth;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.trunkline.telephony.AccountId;
import io.trunkline.telephony.CallId;
import io.trunkline.telephony.CallLeg;
import io.trunkline.telephony.CallLeg.Direction;
import io.trunkline.telephony.bandwidth.BandwidthEvent.Envelope;
import io.trunkline.telephony.webhook.Verb;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Bandwidth's events. Lenient in all that Bandwidth may change: fields may be
 * missing, unknown, in any order, and of another type than documented.
 */
final class BandwidthEventCodec {

	static final String CARRIER = "bandwidth";

	/** No number, SIP URI or display name that means something is longer. */
	private static final int MAX_ADDRESS = 256;

	private static final int MAX_FAULT = 200;

	private static final Pattern CAUSE = Pattern.compile("[a-z][a-z-]{0,39}");

	private static final Pattern DIGIT = Pattern.compile("[0-9*#A-Da-d]");

	private static final Pattern DIGITS = Pattern.compile("[0-9*#A-Da-d]{0,50}");

	/** A name that we gave a call. */
	private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	/** A name that Bandwidth gave a recording or a transcription. */
	private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

	/** Five digits or more, however they are set apart. */
	private static final Pattern NUMBER = Pattern.compile("\\+?\\d(?:[\\s().-]{0,3}\\d){4,}");

	private static final Pattern ADDRESS = Pattern.compile("(?:sips?:|tel:)\\S+|\\S+@\\S+");

	private static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z]{1,64}");

	/** How Bandwidth names the events that wait for a document. */
	private static final Pattern SYNCHRONOUS_NAME = Pattern.compile("[A-Za-z]{0,64}(Complete|Answer|Redirect|Gather)");

	private static final JsonMapper JSON = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(20)
				.maxStringLength(32 * 1024)
				.maxNumberLength(30)
				.maxNameLength(1024)
				.build())
			.build())
		.build();

	private BandwidthEventCodec() {
	}

	/**
	 * Reads an event.
	 * @throws MalformedEventException when the body is not one JSON object, or nests or
	 * stretches further than any event does
	 */
	static BandwidthEvent decode(byte[] body) {
		JsonNode json = parse(body);
		String name = text(json, "eventType");
		Envelope envelope = envelope(BandwidthEventType.of(name), json);
		return switch (envelope.type()) {
			case INITIATE -> new BandwidthEvent.Initiate(envelope);
			case ANSWER -> new BandwidthEvent.Answer(envelope, answerer(json));
			case REDIRECT -> new BandwidthEvent.Redirect(envelope);
			case TRANSFER_ANSWER -> new BandwidthEvent.TransferAnswer(envelope);
			case TRANSFER_COMPLETE -> new BandwidthEvent.TransferComplete(envelope, cause(json));
			case GATHER -> (envelope.parentCallId() != null) ? new BandwidthEvent.Gather(envelope, digits(json))
					: new BandwidthEvent.Unsolicited(envelope);
			case RECORD_COMPLETE, RECORDING_COMPLETE -> new BandwidthEvent.RecordComplete(envelope, recording(json));
			case BRIDGE_COMPLETE, BRIDGE_TARGET_COMPLETE, REFER_COMPLETE, CONFERENCE_CREATED, CONFERENCE_MEMBER_JOIN,
					CONFERENCE_MEMBER_EXIT, CONFERENCE_REDIRECT ->
				new BandwidthEvent.Unsolicited(envelope);
			case DISCONNECT -> new BandwidthEvent.Disconnect(envelope, cause(json), fault(json));
			case DTMF -> dtmf(envelope, text(json, "digit"));
			case TRANSFER_DISCONNECT ->
				new BandwidthEvent.TransferDisconnect(envelope, cause(json), !text(json, "answerTime").isEmpty());
			case MEDIA_STREAM_STARTED -> new BandwidthEvent.MediaStreamStarted(envelope);
			case MEDIA_STREAM_REJECTED -> new BandwidthEvent.MediaStreamRejected(envelope, stream(json), cause(json));
			case MEDIA_STREAM_STOPPED -> new BandwidthEvent.MediaStreamStopped(envelope, stream(json), cause(json));
			case MACHINE_DETECTION_COMPLETE -> new BandwidthEvent.MachineDetectionComplete(envelope, answerer(json));
			case RECORDING_AVAILABLE -> new BandwidthEvent.RecordingAvailable(envelope, recording(json));
			case TRANSCRIPTION_AVAILABLE -> transcription(envelope, json, json.path("transcription"));
			case REAL_TIME_TRANSCRIPTION_AVAILABLE -> transcription(envelope, json, json.path("realTimeTranscription"));
			case CONFERENCE_RECORDING_AVAILABLE, REAL_TIME_TRANSCRIPTION_STARTED, REAL_TIME_TRANSCRIPTION_REJECTED,
					REAL_TIME_TRANSCRIPTION_STOPPED, CONFERENCE_COMPLETED ->
				new BandwidthEvent.Acknowledged(envelope);
			case UNKNOWN -> unknown(envelope, name);
		};
	}

	private static int stream(JsonNode json) {
		return BxmlDocuments.streamNumber(json.path("mediaStream").path("name").asString(""));
	}

	private static JsonNode parse(byte[] body) {
		try {
			JsonNode json = JSON.readTree(body);
			if (json.isObject()) {
				return json;
			}
		}
		catch (JacksonException _) {
			// its message would quote the body
		}
		throw new MalformedEventException();
	}

	private static Envelope envelope(BandwidthEventType type, JsonNode json) {
		AccountId accountId = valid(text(json, "accountId"), AccountId::new);
		CallId callId = valid(text(json, "callId"), CallId::new);
		CallId parent = valid(text(json, "parentCallId"), CallId::new);
		Direction direction = direction(type, json);
		String tag = (direction == Direction.OUTBOUND) ? matching(TAG, text(json, "tag")) : "";
		CallLeg leg = (accountId != null && callId != null) ? new CallLeg(CARRIER, accountId, callId,
				address(json, "from"), address(json, "to"), direction, (parent == null) ? tag : "") : null;
		return new Envelope(type, instant(text(json, "eventTime")), leg, parent, tag);
	}

	private static Direction direction(BandwidthEventType type, JsonNode json) {
		return switch (type) {
			case INITIATE -> Direction.INBOUND;
			case ANSWER -> Direction.OUTBOUND;
			default -> "outbound".equals(text(json, "direction")) ? Direction.OUTBOUND : Direction.INBOUND;
		};
	}

	private static BandwidthEvent dtmf(Envelope envelope, String digit) {
		return DIGIT.matcher(digit).matches() ? new BandwidthEvent.Dtmf(envelope, digit.charAt(0))
				: new BandwidthEvent.Acknowledged(envelope);
	}

	/**
	 * A document does no harm to an event that only tells, since Bandwidth ignores it
	 * there. Its absence does harm to a caller who waits for one.
	 */
	private static BandwidthEvent unknown(Envelope envelope, String name) {
		if (SYNCHRONOUS_NAME.matcher(name).matches()) {
			return new BandwidthEvent.Unsolicited(envelope);
		}
		return new BandwidthEvent.Unrecognised(envelope, TYPE_NAME.matcher(name).matches() ? name : "?");
	}

	private static String cause(JsonNode json) {
		return status(text(json, "cause"));
	}

	private static String answerer(JsonNode json) {
		return matching(CAUSE, text(json.path("machineDetectionResult"), "value"));
	}

	/** Nothing but keys, and no more of them than a verb gathers. */
	private static String digits(JsonNode json) {
		return matching(DIGITS, text(json, "digits"));
	}

	/** In words of theirs, so that it may name somebody's number. */
	private static String fault(JsonNode json) {
		String legible = Verb.legible(text(json, "errorMessage")).strip();
		String words = NUMBER.matcher(ADDRESS.matcher(legible).replaceAll("(address)")).replaceAll("(number)");
		return words.substring(0, Math.min(words.length(), MAX_FAULT));
	}

	private static BandwidthEvent.Recording recording(JsonNode json) {
		String status = text(json, "status");
		return new BandwidthEvent.Recording(matching(ID, text(json, "recordingId")),
				status.isEmpty() ? "complete" : status(status), duration(text(json, "duration")),
				url(text(json, "mediaUrl")));
	}

	/** One of the two documentations has the text itself here, without name and place. */
	private static BandwidthEvent transcription(Envelope envelope, JsonNode json, JsonNode transcription) {
		String id = matching(ID, text(transcription, "id"));
		String status = text(transcription, "status");
		return new BandwidthEvent.TranscriptionAvailable(envelope,
				id.isEmpty() ? matching(ID, text(json, "recordingId")) : id,
				(status.isEmpty() && transcription.isContainer() && !transcription.isEmpty()) ? "available"
						: status(status),
				url(text(transcription, "url")));
	}

	private static String status(String status) {
		return CAUSE.matcher(status).matches() ? status : "unknown";
	}

	private static String matching(Pattern form, String text) {
		return form.matcher(text).matches() ? text : "";
	}

	private static Duration duration(String text) {
		try {
			Duration duration = Duration.parse(text);
			return duration.isNegative() ? Duration.ZERO : duration;
		}
		catch (DateTimeException _) {
			return Duration.ZERO;
		}
	}

	private static String url(String text) {
		try {
			URI url = URI.create(text);
			return (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) ? text
					: "";
		}
		catch (IllegalArgumentException _) {
			return "";
		}
	}

	private static String address(JsonNode json, String field) {
		String address = text(json, field);
		return address.substring(0, Math.min(address.length(), MAX_ADDRESS));
	}

	/** A scalar as text; empty when it is missing, null, an object or an array. */
	private static String text(JsonNode json, String field) {
		JsonNode value = json.path(field);
		return (value.isValueNode() && !value.isNull()) ? value.asString() : "";
	}

	private static @Nullable Instant instant(String text) {
		try {
			return Instant.parse(text);
		}
		catch (DateTimeException _) {
			return null;
		}
	}

	private static <T> @Nullable T valid(String text, Function<String, T> id) {
		try {
			return id.apply(text);
		}
		catch (IllegalArgumentException _) {
			return null;
		}
	}

	/** The body is no event. Quotes nothing of it. */
	static final class MalformedEventException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		MalformedEventException() {
			super("not an event of Bandwidth", null, false, false);
		}

	}

}
