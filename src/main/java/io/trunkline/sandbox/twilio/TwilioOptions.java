package io.trunkline.sandbox.twilio;

import java.net.URI;

/**
 * An account at the sandbox's Twilio.
 *
 * @param number the account's number
 * @param voiceUrl where calls to it are announced
 * @param statusUrl where their ends are told
 */
public record TwilioOptions(String accountSid, String authToken, String number, URI voiceUrl, URI statusUrl) {

	/** Without the token. */
	@Override
	public String toString() {
		return "TwilioOptions[" + this.accountSid + ", " + this.voiceUrl + "]";
	}

}
