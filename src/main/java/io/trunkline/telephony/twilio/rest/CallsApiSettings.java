package io.trunkline.telephony.twilio.rest;

import java.net.URI;
import java.time.Duration;

import io.trunkline.secret.Secret;

/**
 * How Twilio's API is reached.
 *
 * @param apiUrl where its paths begin, without a slash at the end
 * @param user whose token it is: the account
 * @param token the account's primary auth token
 * @param attempt how long one request may take
 * @param request how long a request and what is tried again for it may take together
 */
public record CallsApiSettings(URI apiUrl, String user, Secret token, Duration attempt, Duration request) {

	/** With the deadlines of production. */
	public CallsApiSettings(URI apiUrl, String user, Secret token) {
		this(apiUrl, user, token, Duration.ofSeconds(5), Duration.ofSeconds(10));
	}

}
