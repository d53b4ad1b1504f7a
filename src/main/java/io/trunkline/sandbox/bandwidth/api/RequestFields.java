package io.trunkline.sandbox.bandwidth.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

import io.trunkline.sandbox.bandwidth.bxml.Callback;
import io.trunkline.sandbox.bandwidth.bxml.InvalidBxmlException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, read by type. A field that is null counts as absent.
 *
 * @param path what stands before their names in errors
 */
public record RequestFields(String path, Map<String, @Nullable Object> values) {

	private static final int MAX_URL = 2048;

	void onlyKnow(Set<String> known) {
		this.values.keySet().stream().filter((name) -> !known.contains(name)).findFirst().ifPresent((name) -> {
			throw invalid(name, "is unknown");
		});
	}

	String required(String name, int maxLength) {
		String text = text(name, maxLength);
		if (text == null || text.isBlank()) {
			throw invalid(name, "is required");
		}
		return text;
	}

	@Nullable String text(String name, int maxLength) {
		Object value = this.values.get(name);
		if (value == null) {
			return null;
		}
		if (!(value instanceof String text)) {
			throw invalid(name, "must be a string");
		}
		if (text.length() > maxLength) {
			throw invalid(name, "is longer than " + maxLength);
		}
		return text;
	}

	boolean flag(String name) {
		Object value = this.values.get(name);
		if (value != null && !(value instanceof Boolean)) {
			throw invalid(name, "must be true or false");
		}
		return Boolean.TRUE.equals(value);
	}

	String choice(String name, String otherwise, Set<String> choices) {
		String value = text(name, MAX_URL);
		if (value != null && !choices.contains(value)) {
			throw invalid(name, "is unknown");
		}
		return (value != null) ? value : otherwise;
	}

	/** A number of seconds, which may have a fraction. */
	Duration seconds(String name, int otherwise, int least, int most) {
		BigDecimal number = number(name, otherwise);
		if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
			throw invalid(name, "is not within " + least + "-" + most);
		}
		return Duration.ofNanos(number.movePointRight(9).longValue());
	}

	/**
	 * A number of seconds; the vendor mishandles those of machine detection that have a
	 * fraction.
	 */
	Duration wholeSeconds(String name, int otherwise) {
		BigDecimal number = number(name, otherwise);
		if (number.stripTrailingZeros().scale() > 0 || number.signum() < 0) {
			throw invalid(name, "must be whole seconds");
		}
		return Duration.ofSeconds(number.longValue());
	}

	int whole(String name, int otherwise, int least, int most) {
		Duration number = seconds(name, otherwise, least, most);
		if (!number.equals(number.truncatedTo(ChronoUnit.SECONDS))) {
			throw invalid(name, "must be a whole number");
		}
		return (int) number.toSeconds();
	}

	private BigDecimal number(String name, int otherwise) {
		Object value = this.values.get(name);
		if (value == null) {
			return BigDecimal.valueOf(otherwise);
		}
		if (!(value instanceof Number)) {
			throw invalid(name, "must be a number");
		}
		return new BigDecimal(value.toString());
	}

	/** A webhook: its URL, method and credentials. */
	@Nullable Callback callback(String urlName, String methodName, String username, String password) {
		String method = choice(methodName, "POST", Set.of("POST", "GET"));
		String url = text(urlName, MAX_URL);
		if (url == null) {
			return null;
		}
		if (method.equals("GET")) {
			throw invalid(methodName, "must be POST: no carrier of the sandbox sends webhooks by GET");
		}
		try {
			return Callback.to(url, text(username, 1024), text(password, 1024));
		}
		catch (InvalidBxmlException ex) {
			throw invalid(urlName, String.valueOf(ex.getMessage()));
		}
	}

	/** The fields of an object in it. */
	@SuppressWarnings("unchecked")
	@Nullable RequestFields object(String name) {
		Object value = this.values.get(name);
		if (value != null && !(value instanceof Map)) {
			throw invalid(name, "must be an object");
		}
		return (value != null) ? new RequestFields(this.path + name + ".", (Map<String, @Nullable Object>) value)
				: null;
	}

	InvalidRequestException invalid(String name, String why) {
		return new InvalidRequestException(this.path + name + " " + why);
	}

	/** A request breaks a rule; the message says which. */
	public static final class InvalidRequestException extends RuntimeException {

		InvalidRequestException(String message) {
			super(message);
		}

	}

}
