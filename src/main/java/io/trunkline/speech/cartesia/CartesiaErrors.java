package io.trunkline.speech.cartesia;

import io.trunkline.provider.Provider;
import io.trunkline.provider.socket.Ending;
import io.trunkline.speech.SpeechException;
import io.trunkline.speech.SpeechException.Kind;

/**
 * Says of each way in which Cartesia fails what may be done about it. The field
 * {@code message} of its errors stays out, since it may quote what was sent.
 */
final class CartesiaErrors {

	private CartesiaErrors() {
	}

	/** An {@code error} message. */
	static SpeechException refused(Refusal refusal) {
		return new SpeechException(kindOf(refusal),
				"Cartesia reported %d %s \"%s\" (request %s)%s".formatted(refusal.statusCode(), refusal.errorCode(),
						refusal.title(), refusal.requestId(), advice(kindOf(refusal))));
	}

	/** A connection that ended while something was still expected of it. */
	static SpeechException ended(Ending ending) {
		return switch (ending) {
			case Ending.NotAsked(var why) ->
				new SpeechException(Kind.UNAVAILABLE, String.valueOf(why.getMessage()), why);
			case Ending.Late() -> new SpeechException(Kind.RETRYABLE, "Cartesia took too long to connect");
			case Ending.Refused(int status) -> new SpeechException(kindOf(status),
					"Cartesia refused the connection with status " + status + advice(kindOf(status)));
			case Ending.Broken(var cause) -> new SpeechException(Kind.RETRYABLE,
					"No connection to Cartesia: " + cause.getClass().getSimpleName(), cause);
			case Ending.Mute() -> new SpeechException(Kind.RETRYABLE, "Cartesia took too long to give a sign of life");
			case Ending.Closed(int code, String reason) ->
				new SpeechException(kindOfClose(code), "Cartesia closed the connection: " + code + " " + reason);
		};
	}

	/** Something that had begun well went wrong; what never began is the socket's. */
	static void count(Provider provider, SpeechException why) {
		provider.met(why.kind());
		if (isOutage(why.kind())) {
			provider.failed();
		}
	}

	/** Whether it says of Cartesia that it is not well. */
	static boolean isOutage(Kind kind) {
		return switch (kind) {
			case RETRYABLE, BUSY -> true;
			case UNAVAILABLE, UNAUTHORIZED, REJECTED -> false;
		};
	}

	private static Kind kindOfClose(int code) {
		return switch (code) {
			case 1000, 1001, 1005, 1006, 1011, 1012, 1013, 1015 -> Kind.RETRYABLE;
			default -> Kind.REJECTED;
		};
	}

	private static Kind kindOf(Refusal refusal) {
		return switch (refusal.errorCode()) {
			case "concurrency_limited" -> Kind.BUSY;
			case "quota_exceeded", "plan_upgrade_required" -> Kind.UNAUTHORIZED;
			default -> kindOf(refusal.statusCode());
		};
	}

	private static Kind kindOf(int status) {
		return switch (status) {
			case 429 -> Kind.BUSY;
			case 401, 402, 403 -> Kind.UNAUTHORIZED;
			case 408 -> Kind.RETRYABLE;
			default -> (status >= 300 && status < 500) ? Kind.REJECTED : Kind.RETRYABLE;
		};
	}

	private static String advice(Kind kind) {
		return (kind == Kind.UNAUTHORIZED) ? "; check trunkline.cartesia.api-key and the account's credits" : "";
	}

	/**
	 * The body of an {@code error} message, on whichever socket. Absent fields are empty.
	 *
	 * @param statusCode like an HTTP status; 0 when absent
	 * @param errorCode the vendor's word, for example {@code concurrency_limited}
	 * @param title a few words without any of what was sent
	 * @param requestId for the vendor's support
	 */
	record Refusal(int statusCode, String errorCode, String title, String requestId) {
	}

}
