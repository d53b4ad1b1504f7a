package io.trunkline.telephony.bandwidth.voice;

import java.net.URI;
import java.time.Duration;

import io.trunkline.secret.Secret;

/**
 * How Bandwidth's Voice API is reached.
 *
 * @param voiceUrl where the paths of the API begin, without a slash at the end
 * @param tokenUrl where access tokens come from
 * @param clientId whose credentials these are
 * @param clientSecret the secret that belongs to it
 * @param attempt how long one request may take
 * @param request how long a request and what is tried again for it may take together
 */
public record VoiceApiSettings(URI voiceUrl, URI tokenUrl, String clientId, Secret clientSecret, Duration attempt,
		Duration request) {

	/** With the deadlines of production. */
	public VoiceApiSettings(URI voiceUrl, URI tokenUrl, String clientId, Secret clientSecret) {
		this(voiceUrl, tokenUrl, clientId, clientSecret, Duration.ofSeconds(5), Duration.ofSeconds(10));
	}

}
