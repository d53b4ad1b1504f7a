package io.trunkline.telephony;

import reactor.core.publisher.Mono;

/**
 * Takes what carriers bring. A carrier's room authenticates and decodes, asks here, and
 * writes the answer in its own language; it knows nothing of agents.
 */
public interface Switchboard {

	/**
	 * A call has been offered (inbound) or answered (outbound). Asked twice for one call
	 * it gives the same answer and keeps one reservation.
	 * @return never fails and never takes longer than 2 s: what cannot be served gets a
	 * fallback
	 */
	Mono<Answer> offered(CallLeg leg);

	/**
	 * The carrier has gone past the media stream of a call that is still up: hang up when
	 * the stream ended regularly, reconnect when it broke.
	 * @return never fails
	 */
	Mono<Answer> streamPassed(CallLeg leg);

	/**
	 * Redeems the token of a media socket before its upgrade. At most one of all attempts
	 * with one token gets the call, on whatever pod.
	 * @param token as it stood in the URL
	 * @return empty when the token is unknown, used or expired, or no permit is left
	 */
	Mono<AdmittedCall> admit(String token);

	/**
	 * Somebody picked up whom a transfer of this call rang and who is to be spoken to.
	 * @param leg the call of the caller who waits, of which only ids are certain
	 * @param pickedUp the leg of whoever picked up
	 * @return never fails
	 */
	Mono<BridgeAnswer> pickedUp(CallLeg leg, CallId pickedUp);

	/**
	 * They have pressed a key, or none in time.
	 * @param digits what they pressed; may be empty
	 * @return never fails
	 */
	Mono<BridgeAnswer> decided(CallLeg leg, CallId pickedUp, String digits);

	/**
	 * A transfer is over and the caller still there.
	 * @return never fails
	 */
	Mono<Answer> transferOver(CallLeg leg, TransferResult result);

	/**
	 * Something happened to a call, told by an authenticated webhook; order is not
	 * certain.
	 */
	void notice(CallLeg leg, CarrierNotice notice);

	/** A call that may have its media stream. */
	interface AdmittedCall {

		/**
		 * The leg of the authenticated webhook; ids that a media socket claims are
		 * nothing.
		 */
		CallLeg leg();

		/** The carrier's socket never became a stream: gives back what the call holds. */
		void abandon();

		/**
		 * Serves the call. Called on the stream's loop.
		 * @return completes when the call has let go of everything; never fails
		 */
		Mono<Void> serve(MediaStream stream);

	}

}
