package io.trunkline.telephony.socket;

import io.trunkline.telephony.MediaStream.Ending;

/**
 * Why a media socket ended, and the WebSocket close code (RFC 6455, 7.4) that says so.
 */
public enum SocketEnd {

	/** The carrier's protocol said that the stream is over. */
	STOPPED(Ending.STOPPED, 1000, "stream stopped"),
	/** We are done with the call. */
	CLOSED(Ending.CLOSED, 1000, "call over"),
	/** The connection was closed or reset from outside. */
	LOST(Ending.BROKEN, 1001, "connection lost"),
	/** The stream is open but brings no media. */
	SILENT(Ending.BROKEN, 1001, "no media"),
	/** Nothing came after a ping, not even its pong. */
	UNRESPONSIVE(Ending.BROKEN, 1001, "no pong"),
	/** The carrier takes nothing, or too slowly, of what we send. */
	STALLED(Ending.STALLED, 1001, "not reading"),
	/** The frames are none of the WebSocket protocol. */
	CORRUPT(Ending.PROTOCOL_ERROR, 1002, "protocol error"),
	/** A binary frame, where only text is spoken. */
	BINARY(Ending.PROTOCOL_ERROR, 1003, "text frames only"),
	/** The media is in a format that we do not take. */
	FORMAT(Ending.PROTOCOL_ERROR, 1003, "unsupported media format"),
	/** Too much of it is not what the protocol says. */
	GARBAGE(Ending.PROTOCOL_ERROR, 1007, "malformed messages"),
	/** The stream was not started, or not in time. */
	NO_START(Ending.PROTOCOL_ERROR, 1008, "start expected"),
	/** More messages than any stream has. */
	FLOOD(Ending.PROTOCOL_ERROR, 1008, "too many messages"),
	/** A message longer than any stream has. */
	TOO_LONG(Ending.PROTOCOL_ERROR, 1009, "message too long"),
	/** Something of ours failed. */
	FAILED(Ending.FAILED, 1011, "internal error");

	private final Ending ending;

	private final int code;

	private final String reason;

	SocketEnd(Ending ending, int code, String reason) {
		this.ending = ending;
		this.code = code;
		this.reason = reason;
	}

	/** How the stream ended that the socket carried. */
	public Ending ending() {
		return this.ending;
	}

	int code() {
		return this.code;
	}

	String reason() {
		return this.reason;
	}

	/** For a stream that is closed from inside. */
	public static SocketEnd of(Ending why) {
		return switch (why) {
			case STOPPED -> STOPPED;
			case CLOSED -> CLOSED;
			case BROKEN -> LOST;
			case PROTOCOL_ERROR -> CORRUPT;
			case STALLED -> STALLED;
			case FAILED -> FAILED;
		};
	}

}
