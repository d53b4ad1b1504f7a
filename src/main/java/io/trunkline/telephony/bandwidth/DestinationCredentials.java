package io.trunkline.telephony.bandwidth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.trunkline.secret.Secret;

/**
 * What a media socket says of itself by Basic authentication. Bandwidth is not known to
 * send it always; the token is what admits, so that saying nothing is fine, but saying
 * something wrong is not.
 *
 * @param username as in StartStream
 * @param password as in StartStream
 */
record DestinationCredentials(String username, Secret password) {

	private static final String SCHEME = "Basic ";

	/** Whether these values of the Authorization header are none or the right one. */
	boolean admit(List<String> authorization) {
		return authorization.isEmpty() || (authorization.size() == 1 && matches(authorization.getFirst()));
	}

	private boolean matches(String authorization) {
		if (!this.password.isSet() || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return false;
		}
		String said = decode(authorization.substring(SCHEME.length()).strip());
		int colon = said.indexOf(':');
		if (colon < 0) {
			return false;
		}
		boolean sameUsername = new Secret(this.username).matches(said.substring(0, colon));
		boolean samePassword = this.password.matches(said.substring(colon + 1));
		return sameUsername && samePassword;
	}

	private static String decode(String base64) {
		try {
			return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException _) {
			return "";
		}
	}

}
