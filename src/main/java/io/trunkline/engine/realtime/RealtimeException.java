package io.trunkline.engine.realtime;

import io.trunkline.provider.socket.Ending;

/** The socket, or one reply of it, failed. Says nothing of what was said on it. */
final class RealtimeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	RealtimeException(Kind kind, String message) {
		super(message, null, false, false);
		this.kind = kind;
	}

	/** What it means that a connection ended. */
	static RealtimeException of(Ending ending) {
		return switch (ending) {
			case Ending.NotAsked(var why) -> new RealtimeException(Kind.UNAVAILABLE, String.valueOf(why.getMessage()));
			case Ending.Late() -> new RealtimeException(Kind.LOST, "OpenAI Realtime took too long to connect");
			case Ending.Refused(int status) -> new RealtimeException(kindOf(status),
					"OpenAI Realtime refused the connection with status " + status + advice(status));
			case Ending.Broken(var cause) -> new RealtimeException(Kind.LOST,
					"No connection to OpenAI Realtime: " + cause.getClass().getSimpleName());
			case Ending.Mute() -> new RealtimeException(Kind.LOST, "OpenAI Realtime gave no sign of life");
			case Ending.Closed(int code, String _) ->
				new RealtimeException(Kind.LOST, "OpenAI Realtime closed the connection: " + code);
		};
	}

	Kind kind() {
		return this.kind;
	}

	private static Kind kindOf(int status) {
		return switch (status) {
			case 429 -> Kind.BUSY;
			case 408 -> Kind.LOST;
			default -> (status >= 500) ? Kind.LOST : Kind.REFUSED;
		};
	}

	private static String advice(int status) {
		return switch (status) {
			case 401, 403 -> "; check trunkline.realtime.api-key";
			case 400, 404 -> "; check trunkline.realtime.url and trunkline.realtime.model";
			default -> "";
		};
	}

	/** What may be done about it. */
	enum Kind {

		/** A new connection may serve. */
		LOST,
		/** Too much is asked of the server for now. */
		BUSY,
		/** We do not ask: it failed too often, or too many ask. */
		UNAVAILABLE,
		/** It will not serve with these settings, key or account. */
		REFUSED

	}

}
