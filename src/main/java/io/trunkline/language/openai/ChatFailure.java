package io.trunkline.language.openai;

import java.io.IOException;
import java.io.Serial;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeoutException;

import io.trunkline.language.LanguageException;
import io.trunkline.language.LanguageException.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;

/**
 * One attempt at an answer failed. Stays inside this room; what leaves it is a
 * {@link LanguageException}. Its message never holds what a server wrote, since that may
 * quote the conversation or the key.
 */
final class ChatFailure extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Fault fault;

	private final @Nullable Duration retryAfter;

	ChatFailure(Fault fault, String message) {
		this(fault, message, null, null);
	}

	private ChatFailure(Fault fault, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
		super(message, cause);
		this.fault = fault;
		this.retryAfter = retryAfter;
	}

	/** The server refused with this HTTP status. */
	static ChatFailure refused(int status, HttpHeaders headers, ErrorBody body) {
		Fault fault = classify(status, body);
		return new ChatFailure(fault,
				"the model's server answered " + status + body.inBrackets() + adviceFor(fault, status), null,
				retryAfter(headers));
	}

	/** The server reported an error after it had begun to answer. */
	static ChatFailure inStream(ErrorBody body) {
		Fault fault = classify(body);
		return new ChatFailure(fault,
				"the model's server broke off with an error" + body.inBrackets() + adviceFor(fault, body.status()));
	}

	/** Whatever went wrong on the way; a failure of this kind stays the same. */
	static ChatFailure of(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			switch (cause) {
				case ChatFailure failure -> {
					return failure;
				}
				case CertificateException _ -> {
					return new ChatFailure(Fault.CERTIFICATE,
							"the certificate of the model's server is not trusted: check trunkline.openai.base-url",
							thrown, null);
				}
				case TimeoutException _, PoolAcquirePendingLimitException _ -> {
					return new ChatFailure(Fault.POOL_EXHAUSTED,
							"all connections to the model's server are in use: raise trunkline.openai.pool.max-connections",
							thrown, null);
				}
				default -> {
				}
			}
		}
		return lost(thrown);
	}

	private static ChatFailure lost(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof IOException) {
				return new ChatFailure(Fault.DISCONNECTED,
						"no connection to the model's server, or it broke: check trunkline.openai.base-url", thrown,
						null);
			}
		}
		return new ChatFailure(Fault.INTERNAL, "the exchange with the model's server failed", thrown, null);
	}

	Fault fault() {
		return this.fault;
	}

	/** How long the server asks to wait, if it says so. */
	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	LanguageException toLanguageException() {
		return new LanguageException(this.fault.kind, String.valueOf(getMessage()), this);
	}

	private static Fault classify(int status, ErrorBody body) {
		if (status < 300) {
			return body.equals(ErrorBody.NONE) ? Fault.REJECTED : classify(body);
		}
		return switch (status) {
			case 401, 403 -> Fault.UNAUTHORIZED;
			case 402 -> Fault.NO_CREDIT;
			case 408, 409 -> Fault.SERVER_ERROR;
			case 429, 529 -> isCredit(body) ? Fault.NO_CREDIT : Fault.RATE_LIMITED;
			default -> (status >= 500) ? Fault.SERVER_ERROR : Fault.REJECTED;
		};
	}

	private static Fault classify(ErrorBody body) {
		if (body.status() >= 400) {
			return classify(body.status(), body);
		}
		if (isCredit(body)) {
			return Fault.NO_CREDIT;
		}
		if (body.says("rate_limit_exceeded") || body.says("rate_limit_error") || body.says("slow_down")) {
			return Fault.RATE_LIMITED;
		}
		if (body.says("authentication_error") || body.says("permission_error") || body.says("invalid_api_key")) {
			return Fault.UNAUTHORIZED;
		}
		return body.says("invalid_request_error") ? Fault.REJECTED : Fault.SERVER_ERROR;
	}

	/** Milliseconds are more precise; a date instead of a number is passed over. */
	private static @Nullable Duration retryAfter(HttpHeaders headers) {
		Duration precise = parse(headers.getFirst("retry-after-ms"), ChronoUnit.MILLIS);
		return (precise != null) ? precise : parse(headers.getFirst("retry-after"), ChronoUnit.SECONDS);
	}

	private static @Nullable Duration parse(@Nullable String value, ChronoUnit unit) {
		if (value == null || !value.strip().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
			return null;
		}
		return Duration.ofNanos((long) (Double.parseDouble(value) * unit.getDuration().toNanos()));
	}

	private static boolean isCredit(ErrorBody body) {
		return body.says("insufficient_quota") || body.says("credit_balance_exhausted");
	}

	private static String adviceFor(Fault fault, int status) {
		return switch (fault) {
			case UNAUTHORIZED -> ": check trunkline.openai.api-key";
			case NO_CREDIT -> ": the account of trunkline.openai.api-key has no credit";
			case REJECTED -> (status < 400 || status == 404) ? ": check trunkline.openai.base-url and the model"
					: ": check the model and the request settings under trunkline.openai";
			case RATE_LIMITED, SERVER_ERROR, CERTIFICATE, DISCONNECTED, POOL_EXHAUSTED, BROKEN_STREAM, NO_FIRST_CONTENT,
					UNAVAILABLE, STALLED, TOO_SLOW, INTERNAL ->
				"";
		};
	}

	/** What can go wrong with an attempt; the value of the meters' tag {@code error}. */
	enum Fault {

		/** No connection, a lost one, or an answer that was cut off. */
		DISCONNECTED(Kind.RETRYABLE, true),
		/** The server's certificate is not trusted. */
		CERTIFICATE(Kind.REJECTED, false),
		/** All our connections are in use. */
		POOL_EXHAUSTED(Kind.BUSY, false),
		/** Statuses 408, 409 and 5xx, or an error in the stream. */
		SERVER_ERROR(Kind.RETRYABLE, true),
		/** Too many requests or tokens. */
		RATE_LIMITED(Kind.BUSY, true),
		/** The key is not accepted. */
		UNAUTHORIZED(Kind.UNAUTHORIZED, false),
		/** The account has no credit left. */
		NO_CREDIT(Kind.UNAUTHORIZED, false),
		/** Any other refusal: the same request would be refused again. */
		REJECTED(Kind.REJECTED, false),
		/** Unreadable or endless events. */
		BROKEN_STREAM(Kind.RETRYABLE, false),
		/** No first content in time, retries included. */
		NO_FIRST_CONTENT(Kind.RETRYABLE, false),
		/** No further chunk in time. */
		STALLED(Kind.RETRYABLE, false),
		/** The whole answer took too long. */
		TOO_SLOW(Kind.RETRYABLE, false),
		/** Not asked at all: it fails too often, or too many ask already. */
		UNAVAILABLE(Kind.BUSY, false),
		/** Our own mistake. */
		INTERNAL(Kind.RETRYABLE, false);

		private final Kind kind;

		private final boolean transientError;

		Fault(Kind kind, boolean transientError) {
			this.kind = kind;
			this.transientError = transientError;
		}

		/** Whether the same request is worth a second attempt at once. */
		boolean isTransient() {
			return this.transientError;
		}

		/** Whether it says of the server that it is not well. */
		boolean isOutage() {
			return switch (this) {
				case DISCONNECTED, SERVER_ERROR, RATE_LIMITED, NO_FIRST_CONTENT, STALLED, TOO_SLOW -> true;
				case CERTIFICATE, POOL_EXHAUSTED, UNAUTHORIZED, NO_CREDIT, REJECTED, BROKEN_STREAM, UNAVAILABLE,
						INTERNAL ->
					false;
			};
		}

	}

}
