package io.trunkline.telephony.webhook;

import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Reasons to refuse a webhook. What is sent for one is fixed text: nothing of the request
 * comes back.
 */
public enum Refusal {

	/** User name or password are missing or wrong. */
	UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "credentials are missing or wrong"),
	/** The signature is missing or wrong. */
	FORBIDDEN(HttpStatus.FORBIDDEN, "the signature is missing or wrong"),
	/** We do not know them ourselves. */
	NOT_CONFIGURED(HttpStatus.SERVICE_UNAVAILABLE, "webhook credentials are not configured"),
	METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "only POST is served here"),
	/** No event at all, or no call that could be answered. */
	MALFORMED(HttpStatus.BAD_REQUEST, "the body is not a call event"),
	TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "the body is larger than any call event"),
	/** The rest of the body did not come. */
	TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "the body did not arrive in time");

	private final HttpStatus status;

	private final byte[] body;

	Refusal(HttpStatus status, String detail) {
		this.status = status;
		this.body = """
				{"type":"about:blank","title":"%s","status":%d,"detail":"%s"}"""
			.formatted(status.getReasonPhrase(), status.value(), detail)
			.getBytes(StandardCharsets.UTF_8);
	}

	public HttpStatus status() {
		return this.status;
	}

	/** An RFC 9457 problem. */
	public byte[] body() {
		return this.body.clone();
	}

	/** Says what a client needs to know besides the status. */
	public void writeTo(HttpHeaders headers) {
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		switch (this) {
			case UNAUTHORIZED -> headers.set(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"trunkline\"");
			case METHOD_NOT_ALLOWED -> headers.set(HttpHeaders.ALLOW, "POST");
			case TOO_LARGE, TOO_SLOW -> headers.set(HttpHeaders.CONNECTION, "close");
			case FORBIDDEN, NOT_CONFIGURED, MALFORMED -> {
			}
		}
	}

	/** Carries a refusal to where the response is written. */
	public static final class RefusedException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final Refusal refusal;

		public RefusedException(Refusal refusal) {
			super(refusal.name(), null, false, false);
			this.refusal = refusal;
		}

		public Refusal refusal() {
			return this.refusal;
		}

	}

}
