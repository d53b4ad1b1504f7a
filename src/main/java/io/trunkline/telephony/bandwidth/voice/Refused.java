package io.trunkline.telephony.bandwidth.voice;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Bandwidth did not do what it was asked for. Holds nothing of what Bandwidth wrote,
 * which may name telephone numbers. Has no trace: it is an answer, not an accident.
 */
final class Refused extends RuntimeException {

	/** Bandwidth counts by the second. */
	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Cause why;

	private final @Nullable Duration retryAfter;

	private Refused(Cause why, @Nullable Duration retryAfter, @Nullable Throwable failure) {
		super(why.sentence, failure, false, false);
		this.why = why;
		this.retryAfter = retryAfter;
	}

	Refused(Cause why, @Nullable Duration retryAfter) {
		this(why, retryAfter, null);
	}

	Refused(Cause why) {
		this(why, null, null);
	}

	/** For a request that failed before there was an answer. */
	static Refused by(Throwable failure) {
		return (failure instanceof Refused refused) ? refused : new Refused(Cause.UNREACHABLE, null, failure);
	}

	/**
	 * What an answer of the Voice API means.
	 * @param status not 2xx
	 * @param body as it came, perhaps empty
	 * @param retryAfter the header of this name
	 */
	static Refused byVoiceApi(int status, String body, @Nullable String retryAfter, Instant now) {
		return switch (status) {
			case 401, 403 -> new Refused(Cause.UNAUTHORIZED);
			case 404 -> new Refused(Cause.GONE);
			case 409 -> new Refused(Cause.CONFLICT);
			case 429 -> body.contains("concurrent call limit") ? new Refused(Cause.CALL_LIMIT)
					: new Refused(Cause.RATE_LIMIT, pause(retryAfter, now));
			default -> new Refused((status >= 500 || status == 408) ? Cause.OVERLOADED : Cause.INVALID);
		};
	}

	/**
	 * What an answer to an order to place a call means: only an overload that says so by
	 * name is a refusal, any other failure may have happened with the call on its way.
	 * @param status not 2xx
	 */
	static Refused byCreation(int status, String body, @Nullable String retryAfter, Instant now) {
		if (status == 503 && body.contains("system-overloaded")) {
			return new Refused(Cause.OVERLOADED, pause(retryAfter, now));
		}
		return switch (status) {
			case 401, 403, 429 -> byVoiceApi(status, body, retryAfter, now);
			default -> new Refused((status >= 500 || status == 408) ? Cause.UNCERTAIN : Cause.ORDER);
		};
	}

	/** For an order to place a call that failed before there was an answer. */
	static Refused byLoss(Throwable failure) {
		if (failure instanceof Refused refused) {
			return refused;
		}
		return new Refused(TelephonyException.isUnsent(failure) ? Cause.UNREACHABLE : Cause.UNCERTAIN, null, failure);
	}

	/** What an answer of the token endpoint means; with status 200 it had no token. */
	static Refused byTokenEndpoint(int status, @Nullable String retryAfter, Instant now) {
		return switch (status) {
			case 400, 401, 403 -> new Refused(Cause.CREDENTIALS);
			case 429 -> new Refused(Cause.RATE_LIMIT, pause(retryAfter, now));
			default -> new Refused(Cause.OVERLOADED);
		};
	}

	/** Seconds or a date (RFC 9110, 10.2.3); which of them Bandwidth sends is unknown. */
	private static @Nullable Duration pause(@Nullable String retryAfter, Instant now) {
		if (retryAfter == null) {
			return null;
		}
		String text = retryAfter.strip();
		if (text.matches("[0-9]{1,9}")) {
			return Duration.ofSeconds(Long.parseLong(text));
		}
		try {
			Duration until = Duration.between(now,
					ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
			return until.isNegative() ? Duration.ZERO : until;
		}
		catch (DateTimeException _) {
			return null;
		}
	}

	Cause why() {
		return this.why;
	}

	/** How long Bandwidth asks to wait, if it does. */
	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	TelephonyException toTelephony() {
		Duration pause = (this.retryAfter == null && this.why == Cause.RATE_LIMIT) ? SECOND : this.retryAfter;
		return new TelephonyException(this.why.kind, "Bandwidth: " + this.why.sentence, this, pause);
	}

	/** Why, and what may be done about it. */
	enum Cause {

		/** No connection, or no answer in time. */
		UNREACHABLE(Kind.RETRYABLE, "no answer from the Voice API"),
		/** Something of theirs failed. */
		OVERLOADED(Kind.RETRYABLE, "the Voice API fails or is overloaded"),
		/** Too many requests within a second. */
		RATE_LIMIT(Kind.BUSY, "too many requests for this account"),
		/** Too many calls at once: only the end of one helps. */
		CALL_LIMIT(Kind.BUSY, "the account has as many calls as it may have"),
		/** The access token is not accepted, perhaps only this one. */
		UNAUTHORIZED(Kind.UNAUTHORIZED,
				"the account does not admit these credentials: check the roles of trunkline.bandwidth.client-id"
						+ " and trunkline.bandwidth.account-id"),
		/** There is no access token for these credentials. */
		CREDENTIALS(Kind.UNAUTHORIZED,
				"no access token: check trunkline.bandwidth.client-id and trunkline.bandwidth.client-secret"),
		/** There is no such call, or no more. */
		GONE(Kind.GONE, "the call is over"),
		/** The call is just ending, or has not been answered. */
		CONFLICT(Kind.GONE, "the state of the call does not allow it"),
		/** Perhaps done, perhaps not: the answer is lost or says neither. */
		UNCERTAIN(Kind.UNCERTAIN, "no certain answer: the call may have been placed"),
		/** A call is not placed for this order, now or later. */
		ORDER(Kind.REJECTED,
				"the call was not placed: check trunkline.bandwidth.from-number (BANDWIDTH_FROM_NUMBER),"
						+ " trunkline.bandwidth.application-id (BANDWIDTH_APPLICATION_ID) and the number to be called"),
		/** The request is wrong. */
		INVALID(Kind.REJECTED, "the request was rejected");

		private final Kind kind;

		private final String sentence;

		Cause(Kind kind, String sentence) {
			this.kind = kind;
			this.sentence = sentence;
		}

	}

}
