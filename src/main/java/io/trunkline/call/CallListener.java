package io.trunkline.call;

import io.trunkline.telephony.CallLeg;

/**
 * Is told of calls as they happen. Runs on the call's event loop and must not block it.
 */
public interface CallListener {

	/** Something happened in this call. */
	void on(CallLeg leg, CallEvent event);

}
