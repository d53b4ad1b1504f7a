package io.trunkline.sandbox.bandwidth.bxml;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/** A user name and password for HTTP Basic authentication. */
public record Credentials(String username, String password) {

	/**
	 * Credentials that are going to be sent to this URL; null if there are none.
	 * @throws InvalidBxmlException if one of the two is missing or too long, or if they
	 * would travel in clear text over a network
	 */
	static @Nullable Credentials of(@Nullable String username, @Nullable String password, URI url) {
		if (username == null && password == null) {
			return null;
		}
		if (username == null || password == null) {
			throw new InvalidBxmlException("username and password must come together");
		}
		if (username.length() > 1024 || password.length() > 1024) {
			throw new InvalidBxmlException("username or password is longer than 1024");
		}
		if (!url.getScheme().endsWith("s") && !isLoopback(url)) {
			throw new InvalidBxmlException("with credentials the URL must be https or wss");
		}
		return new Credentials(username, password);
	}

	/** Whether the URL's host is this machine, so that nothing leaves it. */
	static boolean isLoopback(URI url) {
		String host = url.getHost();
		try {
			// Only literal addresses are looked at, so that no name server is asked.
			boolean literal = host.matches("[0-9.]+|\\[[0-9a-fA-F:]+]");
			return host.equals("localhost") || (literal && InetAddress.getByName(host).isLoopbackAddress());
		}
		catch (UnknownHostException _) {
			return false;
		}
	}

	/** The value of an {@code Authorization} header. */
	public String basic() {
		byte[] pair = (this.username + ":" + this.password).getBytes(StandardCharsets.UTF_8);
		return "Basic " + Base64.getEncoder().encodeToString(pair);
	}

	@Override
	public String toString() {
		return "Credentials[hidden]";
	}

}
