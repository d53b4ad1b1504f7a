package io.trunkline.engine.realtime;

/** The socket, or one reply of it, failed. Says nothing of what was said on it. */
final class RealtimeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Kind kind;

	RealtimeException(Kind kind, String message) {
		super(message, null, false, false);
		this.kind = kind;
	}

	Kind kind() {
		return this.kind;
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
		REFUSED;

		/** Whether it says of the provider that it is not well. */
		boolean isOutage() {
			return this == LOST || this == BUSY;
		}

	}

}
