package io.trunkline.sandbox.caller;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A call that was placed, over whatever carrier. Signals come on the call's event loop,
 * which must not be blocked; cancelling a subscription changes nothing for the call.
 */
public interface PlacedCall {

	/** The carrier's name of the call. */
	String callId();

	/**
	 * What happens, from the first event on, as it happens. For any number of
	 * subscribers; completes when nothing of the call is left, never fails.
	 */
	Flux<CallEvent> events();

	/** What came of the call, once nothing of it is left; never fails. */
	Mono<SandboxCallReport> finished();

}
