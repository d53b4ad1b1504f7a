package io.trunkline.records;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something for the records, written to every sink at least once. One {@link CallEnded}
 * is written for each call; what the carrier brings later follows in events of its own.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({ @JsonSubTypes.Type(value = RecordEvent.CallEnded.class, name = "call.ended"),
		@JsonSubTypes.Type(value = RecordEvent.CallRecorded.class, name = "call.recorded"),
		@JsonSubTypes.Type(value = RecordEvent.CallTranscribed.class, name = "call.transcribed") })
public sealed interface RecordEvent {

	/** Raised when a field changes its meaning or goes; not when one is added. */
	int VERSION = 1;

	/** Of the schema. */
	int version();

	/** The same whenever this event is written again: a UUID. */
	String eventId();

	/** When the event was made. */
	Instant at();

	/** {@link io.trunkline.telephony.CallLeg#id()} of the call. */
	String callId();

	/** The event as one line of JSON, as described in docs/call-record.md. */
	default String json() {
		return RecordJson.write(this);
	}

	/** A call is over. */
	record CallEnded(int version, String eventId, Instant at, String callId, CallRecord call) implements RecordEvent {

		static CallEnded of(Instant at, String callId, CallRecord call) {
			return new CallEnded(VERSION, UUID.randomUUID().toString(), at, callId, call);
		}

	}

	/** The carrier has a recording, told after the call's record was written. */
	record CallRecorded(int version, String eventId, Instant at, String callId,
			CallRecord.Recorded recording) implements RecordEvent {

		/** Told twice, also by different pods, it is the same event. */
		static CallRecorded of(Instant at, String callId, CallRecord.Recorded recording) {
			return new CallRecorded(VERSION, name(callId, "recording", recording.id(), recording.status()), at, callId,
					recording);
		}

	}

	/** The carrier has a transcription, told after the call's record was written. */
	record CallTranscribed(int version, String eventId, Instant at, String callId,
			CallRecord.Transcribed transcription) implements RecordEvent {

		/** Told twice, also by different pods, it is the same event. */
		static CallTranscribed of(Instant at, String callId, CallRecord.Transcribed transcription) {
			return new CallTranscribed(VERSION,
					name(callId, "transcription", transcription.id(), transcription.status()), at, callId,
					transcription);
		}

	}

	private static String name(String... parts) {
		return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)).toString();
	}

}
