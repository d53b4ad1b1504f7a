package io.trunkline.telephony;

import reactor.core.publisher.Mono;

/** What we can have a carrier do with a call that is up. Each request has a deadline. */
public interface CallControl {

	/** The carrier's room: that of the legs it controls. */
	String carrier();

	/** Ends the call. Succeeds also when it has already ended. */
	Mono<Void> hangUp(CallLeg leg);

	/**
	 * Connects the caller with somebody else and takes the media stream away. Once this
	 * has succeeded the call must not be hung up by us: it carries two people.
	 * @param stream which of the call's media streams it has, counted from 1
	 * @param to whom to ring
	 */
	Mono<Void> transfer(CallLeg leg, int stream, PhoneNumber to);

}
