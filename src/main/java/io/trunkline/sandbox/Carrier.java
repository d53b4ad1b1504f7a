package io.trunkline.sandbox;

/** Who can carry a call here. */
public enum Carrier {

	/** Bandwidth's webhooks, BXML and media socket. */
	BANDWIDTH,
	/** Twilio's webhooks, TwiML and media socket. */
	TWILIO

}
