package io.trunkline.admission;

/**
 * A call that an authenticated webhook announced and whose media socket is to come.
 *
 * @param carrier the name of the carrier's room
 * @param accountId whose call it is
 * @param callId which call it is
 * @param from who calls, as the carrier told it; may be empty
 * @param to who is called, as the carrier told it; may be empty
 * @param direction who placed the call, in the caller's own words
 * @param stream counts the media streams of this call from 1
 * @param tag our own name of a call that we placed; empty for a call that came in
 */
public record ExpectedCall(String carrier, String accountId, String callId, String from, String to, String direction,
		int stream, String tag) {

	/** A call that came in. */
	public ExpectedCall(String carrier, String accountId, String callId, String from, String to, String direction,
			int stream) {
		this(carrier, accountId, callId, from, to, direction, stream, "");
	}

	public ExpectedCall {
		requireText("carrier", carrier);
		requireText("accountId", accountId);
		requireText("callId", callId);
		requireText("direction", direction);
		if (stream < 1) {
			throw new IllegalArgumentException("streams of a call are counted from 1");
		}
	}

	private static void requireText(String component, String value) {
		if (value.isBlank()) {
			throw new IllegalArgumentException("an expected call needs its " + component);
		}
	}

	/** Without numbers, so that it can stand in a log. */
	@Override
	public String toString() {
		return this.carrier + ":" + this.callId + "#" + this.stream;
	}

}
