package io.trunkline.engine;

import java.time.Duration;

import reactor.core.publisher.Mono;

/**
 * How far the caller is with listening to a reply, for an engine that must not run away:
 * sound that is never heard costs money, and its words would have to be taken back.
 */
@FunctionalInterface
public interface Pace {

	/** Never holds anything back. */
	Pace UNBOUNDED = (position) -> Mono.empty();

	/**
	 * Completes once the reply may be heard at all and has been heard up to a position;
	 * may stay silent for ever, so that it is to be cancelled with the reply. Signals on
	 * the call's loop.
	 * @param position counted from the first sample of the reply; zero waits only until
	 * the reply is no longer a speculation
	 */
	Mono<Void> heard(Duration position);

}
