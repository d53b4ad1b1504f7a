package io.trunkline.sandbox.bandwidth.bxml;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * Where a webhook goes.
 *
 * @param url absolute
 * @param credentials sent with it unasked, if any
 */
public record Callback(URI url, @Nullable Credentials credentials) {

	/**
	 * A webhook for an URL that is written out in full.
	 * @throws InvalidBxmlException if it is none, or its credentials are not complete or
	 * not safe
	 */
	public static Callback to(String url, @Nullable String username, @Nullable String password) {
		try {
			URI absolute = new URI(url);
			String scheme = absolute.getScheme();
			if (absolute.getHost() == null || (!"http".equals(scheme) && !"https".equals(scheme))) {
				throw new InvalidBxmlException("not a URL of http or https");
			}
			return new Callback(absolute, Credentials.of(username, password, absolute));
		}
		catch (URISyntaxException ex) {
			throw new InvalidBxmlException("not a URL", ex);
		}
	}

}
