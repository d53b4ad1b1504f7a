package io.trunkline.speech.cartesia;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
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

	/** An attempt to connect that came to nothing. */
	static SpeechException unreachable(Throwable cause) {
		HttpResponse response = (cause instanceof WebSocketClientHandshakeException handshake) ? handshake.response()
				: null;
		if (response == null) {
			return new SpeechException(Kind.RETRYABLE, "No connection to Cartesia: " + cause.getClass().getSimpleName(),
					cause);
		}
		Kind kind = kindOf(response.status().code());
		return new SpeechException(kind,
				"Cartesia refused the connection with status " + response.status().code() + advice(kind), cause);
	}

	/** A connection that Cartesia ended while something was still expected of it. */
	static SpeechException closed(WebSocketCloseStatus status) {
		Kind kind = switch (status.code()) {
			case 1000, 1001, 1005, 1006, 1011, 1012, 1013, 1015 -> Kind.RETRYABLE;
			default -> Kind.REJECTED;
		};
		return new SpeechException(kind,
				"Cartesia closed the connection: " + status.code() + " " + status.reasonText());
	}

	/** Whether it says of Cartesia that it is not well. */
	static boolean isOutage(Kind kind) {
		return switch (kind) {
			case RETRYABLE, BUSY -> true;
			case UNAVAILABLE, UNAUTHORIZED, REJECTED -> false;
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
