package io.trunkline.sandbox.twilio;

import java.util.Map;

/** The API does not do what it is asked. */
final class ApiRefusal extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final int code;

	ApiRefusal(int status, int code, String message) {
		super(message, null, false, false);
		this.status = status;
		this.code = code;
	}

	int status() {
		return this.status;
	}

	/** As Twilio writes it. */
	Map<String, Object> body() {
		return Map.of("code", this.code, "message", String.valueOf(getMessage()), "more_info",
				"https://www.twilio.com/docs/errors/" + this.code, "status", this.status);
	}

}
