package io.trunkline.telephony;

import reactor.core.publisher.Mono;

/**
 * What we can have a carrier do with a call that is up. Each request is made when it is
 * subscribed to, and anew each time; it has a deadline, and fails with a
 * {@link TelephonyException} whose kind says whether it may have been carried out all the
 * same: {@link TelephonyException.Kind#RETRYABLE} leaves that open, the others do not. A
 * change that may have been made is not asked for again.
 */
public interface CallControl {

	/** The carrier's room: that of the legs it controls. */
	String carrier();

	/** Ends the call. Succeeds also when it has already ended. */
	Mono<Void> hangUp(CallLeg leg);

	/**
	 * Connects the caller with somebody else and takes the media stream away. Once this
	 * has succeeded the call must not be hung up by us: it carries two people.
	 * @param stream which of the call's media streams it has, counted from 1
	 */
	Mono<Void> transfer(CallLeg leg, int stream, TransferPlan plan);

	/**
	 * Takes the media stream away and opens another; what the plan says comes in between.
	 * @param stream which of the call's media streams it has, counted from 1
	 * @param next the stream that replaces it
	 */
	Mono<Void> restream(CallLeg leg, int stream, Answer.Connect next);

	/** Has a recording that the carrier began pause or go on. */
	Mono<Void> record(CallLeg leg, boolean on);

}
