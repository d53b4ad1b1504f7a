package io.trunkline.telephony;

import reactor.core.publisher.Mono;

/** Places calls at a carrier. */
public interface Dialler {

	/** The carrier's room: that of the legs that come of its calls. */
	String carrier();

	/**
	 * Has the carrier dial, once: this is never tried again by itself once the carrier
	 * may have taken the order. The call that comes of it carries the plan's tag in each
	 * of its webhooks.
	 * @return the carrier's name of the call; fails with a {@link TelephonyException},
	 * whose kind is {@link TelephonyException.Kind#UNCERTAIN} when nobody knows whether
	 * the carrier dials
	 */
	Mono<CallId> dial(DialPlan plan);

}
