package io.trunkline.admission;

import reactor.core.publisher.Mono;

/**
 * Lets exactly one media socket in for one expected call. A token is 43 characters that
 * say nothing about the call, good for one use within
 * {@code trunkline.admission.token-ttl}; only its SHA-256 is kept.
 *
 * <p>
 * Every method is cold, may be called on an event loop, and either ends or fails with
 * {@link SharedRedisException} within 300 ms. A result may arrive on another thread.
 */
public interface Admission {

	/**
	 * Makes the token of a call's next media socket. An earlier one of the same call that
	 * nobody has used is good no more, in the same step.
	 * @return the token in the clear: it belongs in one URL and in no log
	 */
	Mono<String> issue(ExpectedCall call);

	/**
	 * Uses a token up. Of all attempts with one token, on whatever pod, at most one gets
	 * the call.
	 * @param token as it stood in the URL, so it may be anything
	 * @return empty when the token is malformed, unknown, used or expired
	 */
	Mono<ExpectedCall> redeem(String token);

	/** Makes the unused token of a call worthless, if there is one. */
	Mono<Void> revoke(String callId);

}
