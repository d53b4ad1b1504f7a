package io.trunkline.sandbox.bandwidth.bxml;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The values of an element's attributes, read by type.
 *
 * @param base what relative URLs are resolved against; null where there is nothing
 */
record Attributes(Element element, @Nullable URI base) {

	static final int MAX_TAG = 256;

	@Nullable String text(String name, int maxLength) {
		String value = this.element.attributes().get(name);
		if (value != null && value.length() > maxLength) {
			throw invalid(name, "is longer than " + maxLength);
		}
		return value;
	}

	@Nullable String tag() {
		return text("tag", MAX_TAG);
	}

	boolean flag(String name, boolean otherwise) {
		return choice(name, Boolean.toString(otherwise), List.of("true", "false")).equals("true");
	}

	String choice(String name, String otherwise, List<String> values) {
		String value = this.element.attributes().getOrDefault(name, otherwise);
		if (!values.contains(value)) {
			throw invalid(name, "is none of " + String.join(", ", values));
		}
		return value;
	}

	/** A time, written as a decimal number of units. */
	Duration time(String name, String otherwise, String least, String most, Duration unit) {
		String value = this.element.attributes().getOrDefault(name, otherwise);
		try {
			BigDecimal number = new BigDecimal(value);
			if (number.compareTo(new BigDecimal(least)) < 0 || number.compareTo(new BigDecimal(most)) > 0) {
				throw invalid(name, "is not within " + least + "-" + most);
			}
			return Duration.ofNanos(number.multiply(BigDecimal.valueOf(unit.toNanos())).longValue());
		}
		catch (NumberFormatException _) {
			throw invalid(name, "is not a number");
		}
	}

	/** Where a webhook goes: an URL, its method, and the credentials of the element. */
	@Nullable Callback callback(String urlName, String methodName) {
		choice(methodName, "POST", List.of("POST", "GET"));
		if (!this.element.attributes().containsKey(urlName)) {
			return null;
		}
		if ("GET".equals(this.element.attributes().get(methodName))) {
			throw invalid(methodName, "is valid, but no carrier of the sandbox sends webhooks by GET");
		}
		URI url = url(urlName, "http", "https");
		return new Callback(url, credentials(url, "username", "password"));
	}

	/** Credentials that go to this URL, if there are any. */
	@Nullable Credentials credentials(URI url, String username, String password) {
		return Credentials.of(this.element.attributes().get(username), this.element.attributes().get(password), url);
	}

	URI url(String name, String... schemes) {
		String value = this.element.attributes().getOrDefault(name, "");
		try {
			URI url = new URI(value);
			URI absolute = (this.base != null) ? this.base.resolve(url) : url;
			String scheme = absolute.getScheme();
			if (scheme == null || absolute.getHost() == null || !List.of(schemes).contains(scheme)) {
				throw invalid(name, "is not a URL of " + String.join(" or ", schemes));
			}
			return absolute;
		}
		catch (URISyntaxException _) {
			throw invalid(name, "is not a URL");
		}
	}

	InvalidBxmlException invalid(String name, String why) {
		return new InvalidBxmlException(name + " of <" + this.element.name() + "> " + why);
	}

}
