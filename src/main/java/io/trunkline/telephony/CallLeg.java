package io.trunkline.telephony;

/**
 * One leg of a telephone call, as an authenticated webhook described it.
 *
 * @param carrier the name of the carrier's room
 * @param accountId whose call it is
 * @param callId which call it is
 * @param from who calls: usually E.164, but a caller may withhold or make up anything
 * @param to who is called: E.164 or a SIP URI
 * @param direction who placed the call
 * @param tag our own name of a call that we placed, which its carrier returns in each
 * webhook; empty for a call that came in
 */
public record CallLeg(String carrier, AccountId accountId, CallId callId, String from, String to, Direction direction,
		String tag) {

	/** A leg without a name of ours. */
	public CallLeg(String carrier, AccountId accountId, CallId callId, String from, String to, Direction direction) {
		this(carrier, accountId, callId, from, to, direction, "");
	}

	/**
	 * The call's name for operators and in its record, the same from beginning to end:
	 * ours where there is one, since a call that we place has it before its carrier knows
	 * it.
	 */
	public String id() {
		return this.tag.isEmpty() ? this.callId.value() : this.tag;
	}

	/** Who placed the call. */
	public enum Direction {

		/** Somebody called us. */
		INBOUND,
		/** We called somebody. */
		OUTBOUND

	}

	/** Without numbers, so that it can stand in a log. */
	@Override
	public String toString() {
		return this.carrier + ":" + this.callId;
	}

}
