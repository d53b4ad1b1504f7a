package io.trunkline.admission;

import reactor.core.publisher.Mono;

/**
 * Calls whose media socket is to come, by the hash of their token. All methods are cold.
 */
interface PendingCalls {

	/** Keeps a call, and in the same step forgets what an earlier token of it opened. */
	Mono<Void> put(String hash, ExpectedCall call);

	/** Hands a call to one taker and forgets it; empty when there is none. */
	Mono<ExpectedCall> take(String hash);

	/** Forgets a call. */
	Mono<Void> forget(String callId);

}
