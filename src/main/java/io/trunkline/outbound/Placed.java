package io.trunkline.outbound;

/**
 * An order that was accepted.
 *
 * @param id the call's name, the same as {@link io.trunkline.telephony.CallLeg#id()} of
 * the call that comes of it
 * @param state how far it has come
 * @param repeated whether an earlier request placed it
 */
public record Placed(String id, State state, boolean repeated) {

	/**
	 * How far an order has come; only ever goes down this list, and ends with the last
	 * two.
	 */
	public enum State {

		/** It waits for its turn. Nobody was dialled. */
		QUEUED,
		/** It is on its way to the carrier. */
		DIALLING,
		/**
		 * The carrier's reply was lost, so nobody knows whether it dials. It is not asked
		 * again.
		 */
		UNCERTAIN,
		/** The carrier has taken it. */
		PLACED,
		/** There is no call, or nothing was ever heard of one. */
		FAILED;

		/** Whether an order that is in this state may get into the other. */
		boolean mayBecome(State next) {
			return compareTo(PLACED) < 0 && next.compareTo(this) > 0;
		}

	}

}
