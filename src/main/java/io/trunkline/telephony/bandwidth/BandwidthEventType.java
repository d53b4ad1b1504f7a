package io.trunkline.telephony.bandwidth;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names that Bandwidth gives its call events. */
enum BandwidthEventType {

	INITIATE("initiate"), ANSWER("answer"), GATHER("gather"), REDIRECT("redirect"), TRANSFER_ANSWER("transferAnswer"),
	TRANSFER_COMPLETE("transferComplete"), BRIDGE_COMPLETE("bridgeComplete"),
	BRIDGE_TARGET_COMPLETE("bridgeTargetComplete"), RECORD_COMPLETE("recordComplete"),
	/** What one of the two documentations calls {@code recordComplete}. */
	RECORDING_COMPLETE("recordingComplete"), REFER_COMPLETE("referComplete"), CONFERENCE_CREATED("conferenceCreated"),
	CONFERENCE_MEMBER_JOIN("conferenceMemberJoin"), CONFERENCE_MEMBER_EXIT("conferenceMemberExit"),
	CONFERENCE_REDIRECT("conferenceRedirect"),

	DISCONNECT("disconnect"), DTMF("dtmf"), TRANSFER_DISCONNECT("transferDisconnect"),
	MACHINE_DETECTION_COMPLETE("machineDetectionComplete"), MEDIA_STREAM_STARTED("mediaStreamStarted"),
	MEDIA_STREAM_REJECTED("mediaStreamRejected"), MEDIA_STREAM_STOPPED("mediaStreamStopped"),
	RECORDING_AVAILABLE("recordingAvailable"), CONFERENCE_RECORDING_AVAILABLE("conferenceRecordingAvailable"),
	TRANSCRIPTION_AVAILABLE("transcriptionAvailable"), REAL_TIME_TRANSCRIPTION_STARTED("realTimeTranscriptionStarted"),
	REAL_TIME_TRANSCRIPTION_REJECTED("realTimeTranscriptionRejected"),
	REAL_TIME_TRANSCRIPTION_STOPPED("realTimeTranscriptionStopped"),
	REAL_TIME_TRANSCRIPTION_AVAILABLE("realTimeTranscriptionAvailable"), CONFERENCE_COMPLETED("conferenceCompleted"),

	/** A name that is not in this list, or none at all. */
	UNKNOWN("unknown");

	private static final Map<String, BandwidthEventType> BY_WIRE_NAME = Stream.of(values())
		.collect(Collectors.toUnmodifiableMap(BandwidthEventType::wireName, Function.identity()));

	private final String wireName;

	BandwidthEventType(String wireName) {
		this.wireName = wireName;
	}

	static BandwidthEventType of(String wireName) {
		return BY_WIRE_NAME.getOrDefault(wireName, UNKNOWN);
	}

	/** As in {@code eventType}. */
	String wireName() {
		return this.wireName;
	}

}
