package io.trunkline.sandbox.caller;

/** Something that can go wrong during a call, on the carrier's side of it. */
public enum Fault {

	/**
	 * The webhook that announces a call, {@code initiate} or {@code answer}, comes twice;
	 * the first answer counts.
	 */
	DUPLICATE_INITIATE,

	/** Each webhook that asks for a document comes twice; the first answer counts. */
	DUPLICATE_QUESTIONS,

	/** Each asynchronous webhook comes twice. */
	DUPLICATE_NOTICES,

	/** Each asynchronous webhook comes 300 ms late. */
	LATE_NOTICES,

	/** Asynchronous webhooks change places two by two. */
	REORDERED_NOTICES,

	/** {@code transferDisconnect} comes after {@code transferComplete}, not before. */
	TRANSFER_DISCONNECT_LAST,

	/** {@code recordingAvailable} comes 2 s after its time. */
	LATE_RECORDING,

	/** The first media stream is rejected: {@code connection-error}. */
	STREAM_UNREACHABLE,

	/** The first media stream is rejected: {@code duplicate}. */
	STREAM_DUPLICATE,

	/** The first media stream is rejected: {@code track-limit}. */
	STREAM_TRACK_LIMIT,

	/** The first media stream is rejected: {@code error}. */
	STREAM_ERROR,

	/** The first media socket is reset a second after it was opened. */
	STREAM_BREAKS,

	/** Every tenth media frame is lost, with its number. */
	LOST_FRAMES,

	/** Every tenth media frame comes twice, with the same number. */
	DUPLICATE_FRAMES,

	/** Each frame of the caller is followed by one of the outbound track. */
	OUTBOUND_FRAMES,

	/** Media frames carry 1,600 bytes at a time, ten times as seldom. */
	LARGE_FRAMES,

	/** Sockets close without a {@code stop} frame where there should be one. */
	NO_STOP_FRAME,

	/** Sockets are reset where they should be closed. */
	RESET_AT_END,

	/** A media socket is closed at the first message that breaks a rule. */
	INTOLERANT_SOCKET,

	/** The last character of the media URL's path is another one. */
	WRONG_MEDIA_PATH,

	/** The {@code start} frame names another account and another call. */
	WRONG_START_IDS,

	/** The media socket is opened with another password. */
	WRONG_MEDIA_CREDENTIALS,

	/** The media socket is opened without credentials. */
	NO_MEDIA_CREDENTIALS,

	/** The Voice API does not know the call: 404. */
	API_NOT_FOUND,

	/** The Voice API finds the call in the wrong state: 409. */
	API_CONFLICT,

	/** The Voice API is asked too often: 429. */
	API_RATE_LIMITED,

	/** The account has as many calls as it may have: 429. */
	API_CALL_LIMIT,

	/**
	 * The Voice API does what it is asked, but the connection closes before its answer.
	 */
	API_REPLY_LOST,

	/** The Voice API shows the call as a list of one. */
	CALL_SHOWN_AS_LIST,

	/** The Voice API does not know the call the first time that it is asked for it. */
	CALL_SHOWN_LATE,

	/** The Voice API fails: 500. */
	API_ERROR,

	/** The Voice API is overloaded: 503. */
	API_OVERLOADED

}
