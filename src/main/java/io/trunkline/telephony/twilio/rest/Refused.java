package io.trunkline.telephony.twilio.rest;

import java.time.Duration;

import io.trunkline.telephony.TelephonyException;
import io.trunkline.telephony.TelephonyException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Twilio did not do what it was asked for. Holds nothing of what Twilio wrote but its
 * code, since its words may name telephone numbers. Has no trace: it is an answer, not an
 * accident.
 */
final class Refused extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** Twilio counts by the second. */
	private static final Duration SECOND = Duration.ofSeconds(1);

	private final Cause why;

	private final int code;

	private Refused(Cause why, int code, @Nullable Throwable failure) {
		super(why.sentence, failure, false, false);
		this.why = why;
		this.code = code;
	}

	Refused(Cause why) {
		this(why, 0, null);
	}

	/** For a request that failed before there was an answer. */
	static Refused by(Throwable failure) {
		return (failure instanceof Refused refused) ? refused : new Refused(Cause.UNREACHABLE, 0, failure);
	}

	/**
	 * What an answer about a call that is up means.
	 * @param status not 2xx
	 * @param code Twilio's, 0 if there is none
	 */
	static Refused byAnswer(int status, int code) {
		Cause named = named(status, code);
		if (named != null) {
			return new Refused(named, code, null);
		}
		return new Refused((status >= 500 || status == 408) ? Cause.OVERLOADED : Cause.INVALID, code, null);
	}

	/**
	 * What an answer to an order to place a call means: only a refusal by name is one,
	 * any other failure may have happened with the call on its way.
	 */
	static Refused byCreation(int status, int code) {
		Cause named = named(status, code);
		if (named != null && named != Cause.GONE) {
			return new Refused(named, code, null);
		}
		return new Refused((status >= 500 || status == 408) ? Cause.UNCERTAIN : Cause.ORDER, code, null);
	}

	private static @Nullable Cause named(int status, int code) {
		return switch (code) {
			case 10004 -> Cause.CALL_LIMIT;
			case 20003 -> Cause.UNAUTHORIZED;
			case 20404, 21220 -> Cause.GONE;
			case 20429 -> Cause.RATE_LIMIT;
			default -> switch (status) {
				case 401, 403 -> Cause.UNAUTHORIZED;
				case 404 -> Cause.GONE;
				case 429 -> Cause.RATE_LIMIT;
				default -> null;
			};
		};
	}

	/** For an order to place a call that failed before there was an answer. */
	static Refused byLoss(Throwable failure) {
		if (failure instanceof Refused refused) {
			return refused;
		}
		return new Refused(TelephonyException.isUnsent(failure) ? Cause.UNREACHABLE : Cause.UNCERTAIN, 0, failure);
	}

	Cause why() {
		return this.why;
	}

	TelephonyException toTelephony() {
		String numbered = (this.code > 0) ? " (error " + this.code + ")" : "";
		Duration pause = (this.why == Cause.RATE_LIMIT) ? SECOND : null;
		return new TelephonyException(this.why.kind, "Twilio: " + this.why.sentence + numbered, this, pause);
	}

	/** Why, and what may be done about it. */
	enum Cause {

		/** No connection, or no answer in time. */
		UNREACHABLE(Kind.RETRYABLE, "no answer from the API"),
		/** Something of theirs failed. */
		OVERLOADED(Kind.RETRYABLE, "the API fails or is overloaded"),
		/** Too many requests at once; this one was not looked at. */
		RATE_LIMIT(Kind.BUSY, "too many requests for this account"),
		/** Too many calls at once: only the end of one helps. */
		CALL_LIMIT(Kind.BUSY, "the account has as many calls as it may have"),
		/** The token is not accepted. */
		UNAUTHORIZED(Kind.UNAUTHORIZED,
				"the credentials are not accepted: check trunkline.twilio.account-sid (TWILIO_ACCOUNT_SID) and the"
						+ " first of trunkline.twilio.auth-token (TWILIO_AUTH_TOKEN)"),
		/** There is no such call, or no more, or not in a state that allows it. */
		GONE(Kind.GONE, "the call is over"),
		/** Perhaps done, perhaps not: the answer is lost or says neither. */
		UNCERTAIN(Kind.UNCERTAIN, "no certain answer: the call may have been placed"),
		/** A call is not placed for this order, now or later. */
		ORDER(Kind.REJECTED,
				"the call was not placed: check trunkline.twilio.from-number (TWILIO_FROM_NUMBER), the countries that"
						+ " the account may call and the number to be called"),
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
