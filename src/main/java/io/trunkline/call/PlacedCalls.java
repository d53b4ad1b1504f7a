package io.trunkline.call;

import io.trunkline.telephony.CallLeg;

/**
 * Is told of calls that are being placed, before anything is heard of them. The leg's tag
 * is the call's name; its carrier's call id is that name too while the carrier's own is
 * not known. What the carrier's webhooks tell may come first, or to another pod.
 */
public interface PlacedCalls {

	/** The carrier has taken the order, or may have taken it. */
	void dialling(CallLeg leg, String agent, String version);

	/**
	 * There will be no call: the carrier did not take the order, or nothing was heard of
	 * one that it may have taken.
	 * @param cause without numbers
	 */
	void notPlaced(CallLeg leg, String cause);

}
