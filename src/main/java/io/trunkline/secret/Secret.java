package io.trunkline.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A key, password or the like. A properties record may hold it without giving it away,
 * since {@link #toString()} does not show it.
 *
 * @param value the text itself; empty when it is not configured
 */
public record Secret(String value) {

	/** Whether there is something to hide. */
	public boolean isSet() {
		return !this.value.isBlank();
	}

	/**
	 * Whether somebody else said the same. Takes the same time whatever was said: digests
	 * are compared, so that it tells neither how much of a guess was right nor its
	 * length.
	 */
	public boolean matches(String said) {
		return MessageDigest.isEqual(sha256(this.value), sha256(said));
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return isSet() ? "Secret[hidden]" : "Secret[not set]";
	}

}
