package io.trunkline;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Judges the address at which carriers are to reach this service. */
enum PublicUrl {

	/** Https, as carriers want it. */
	SECURE,
	/** Http to this machine: good for trying out, out of reach for carriers. */
	LOOPBACK,
	/** Anything else. */
	UNFIT;

	private static final Pattern LOOPBACK_HOST = Pattern
		.compile("localhost|.+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

	static PublicUrl judge(String text) {
		return parse(text).map(PublicUrl::judge).orElse(UNFIT);
	}

	private static PublicUrl judge(URI url) {
		String host = lower(url.getHost());
		boolean bare = url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
		if (host.isEmpty() || !bare) {
			return UNFIT;
		}
		return switch (lower(url.getScheme())) {
			case "https" -> SECURE;
			case "http" -> LOOPBACK_HOST.matcher(host).matches() ? LOOPBACK : UNFIT;
			default -> UNFIT;
		};
	}

	private static Optional<URI> parse(String text) {
		try {
			return Optional.of(new URI(text.strip()));
		}
		catch (URISyntaxException ex) {
			return Optional.empty();
		}
	}

	private static String lower(@Nullable String text) {
		return (text != null) ? text.toLowerCase(Locale.ROOT) : "";
	}

}
