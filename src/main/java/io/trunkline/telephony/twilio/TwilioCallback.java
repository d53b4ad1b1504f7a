package io.trunkline.telephony.twilio;

import io.trunkline.telephony.CallId;
import io.trunkline.telephony.TelephonyProperties;

/**
 * Where Twilio reports about a call. It has no place for a name of ours, so that the
 * paths hold it, and the signature vouches for it.
 *
 * @param tag our name of the call; empty if it has none
 */
record TwilioCallback(TelephonyProperties telephony, String tag) {

	static final String PATH = "/webhooks/twilio";

	/** The query's name of the call for which a leg was rung up. */
	static final String CALLER = "call";

	/** Absolute, or only a path while the public address is not known. */
	String url(TwilioEventType type) {
		String segment = type.path().isEmpty() ? "" : "/" + type.path();
		return this.telephony.url(PATH + segment + (this.tag.isEmpty() ? "" : "/" + this.tag)).toString();
	}

	/** The same for a leg that is rung up for a caller. */
	String url(TwilioEventType type, CallId caller) {
		return url(type) + "?" + CALLER + "=" + caller;
	}

}
