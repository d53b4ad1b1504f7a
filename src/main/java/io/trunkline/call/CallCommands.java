package io.trunkline.call;

import reactor.core.publisher.Mono;

/**
 * What can be done from outside with a call that is live on this pod, by
 * {@link io.trunkline.telephony.CallLeg#id()}. Each fails with a
 * {@link CallCommandException} when the call is not there or cannot do it in its state.
 */
public interface CallCommands {

	/** Has the agent say this as soon as nobody else speaks. */
	Mono<Void> say(String call, String sentence);

	/**
	 * Tells the agent something that the caller does not hear; it heeds it from its next
	 * reply on.
	 */
	Mono<Void> whisper(String call, String note);

	/** Connects the caller with a destination of the agent that has the call. */
	Mono<Void> transfer(String call, String destination);

	/** Ends the call, also one that is still ringing. */
	Mono<Void> hangUp(String call);

}
