package io.trunkline.telephony;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How carriers reach this service, and where calls go that no agent can serve.
 *
 * @param publicUrl {@code http} or {@code https} address of this service as carriers see
 * it, with or without a path; blank while nobody needs to reach it
 * @param fallbackNumber E.164 number of a person who takes calls that no agent can serve;
 * blank to have callers hear an apology instead
 */
@ConfigurationProperties("trunkline")
public record TelephonyProperties(@DefaultValue("") String publicUrl, @DefaultValue("") String fallbackNumber) {

	private static final Set<String> SCHEMES = Set.of("http", "https");

	public TelephonyProperties {
		publicUrl = publicUrl.strip();
		while (publicUrl.endsWith("/")) {
			publicUrl = publicUrl.substring(0, publicUrl.length() - 1);
		}
		if (!publicUrl.isEmpty() && !isAddress(publicUrl)) {
			throw new IllegalArgumentException(
					"trunkline.public-url (PUBLIC_URL) must be an http or https address such as https://voice.example.com");
		}
		fallbackNumber = fallbackNumber.strip();
		if (!fallbackNumber.isEmpty() && !isNumber(fallbackNumber)) {
			throw new IllegalArgumentException(
					"trunkline.fallback-number (HUMAN_AGENT_NUMBER) must be a number in E.164 form such as +12025550123");
		}
	}

	private static boolean isNumber(String text) {
		try {
			return !new PhoneNumber(text).e164().isEmpty();
		}
		catch (IllegalArgumentException _) {
			return false;
		}
	}

	private static boolean isAddress(String text) {
		try {
			URI url = URI.create(text);
			return url.getScheme() != null && SCHEMES.contains(url.getScheme()) && url.getHost() != null
					&& url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
		}
		catch (IllegalArgumentException _) {
			return false;
		}
	}

	/** Whether carriers can be told where this service is. */
	public boolean isReachable() {
		return !this.publicUrl.isEmpty();
	}

	/**
	 * Where a carrier finds a path of this service.
	 * @param path begins with {@code /}
	 * @return absolute, or the path alone while there is no public address: a carrier
	 * then looks for it where it last got a document
	 */
	public URI url(String path) {
		return URI.create(this.publicUrl + path);
	}

	/**
	 * Where a carrier finds a WebSocket of this service: {@code https} becomes
	 * {@code wss}, {@code http} becomes {@code ws}.
	 * @param path begins with {@code /}
	 * @throws IllegalStateException when there is no public address
	 */
	public URI socketUrl(String path) {
		if (!isReachable()) {
			throw new IllegalStateException(
					"trunkline.public-url (PUBLIC_URL) is not set: a carrier cannot open a media socket");
		}
		return URI.create("ws" + this.publicUrl.substring("http".length()) + path);
	}

	/** Who takes the calls that no agent can serve. */
	public Optional<PhoneNumber> fallback() {
		return this.fallbackNumber.isEmpty() ? Optional.empty() : Optional.of(new PhoneNumber(this.fallbackNumber));
	}

	/** Without numbers, so that it can stand in a log. */
	@Override
	public String toString() {
		return "TelephonyProperties[publicUrl=" + this.publicUrl + ", fallback=" + fallback() + "]";
	}

}
