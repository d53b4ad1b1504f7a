package io.trunkline.call;

import io.trunkline.telephony.CallLeg;

/**
 * Is told of calls as they happen. Runs on an event loop and must not block it: that of
 * the stream for what happens on it, that of whoever brought the news for the rest. Two
 * events of one call may therefore come at once; what begins, ends or connects a call
 * comes in order.
 */
public interface CallListener {

	/** Something happened in this call. */
	void on(CallLeg leg, CallEvent event);

}
