package io.trunkline.provider.socket;

import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.trunkline.provider.ProviderUnavailableException;

/** How a connection ended without our doing, or why there is none. */
public sealed interface Ending {

	/** Whether it says of the provider that it is not well. */
	default boolean isOutage() {
		return switch (this) {
			case NotAsked _ -> false;
			case Refused(int status) -> status < 300 || status >= 500 || status == 408 || status == 429;
			case Late _, Broken _, Mute _, Closed _ -> true;
		};
	}

	static Ending of(Throwable cause) {
		return (cause instanceof WebSocketClientHandshakeException handshake && handshake.response() != null)
				? new Refused(handshake.response().status().code()) : new Broken(cause);
	}

	/** It fails too often, or too many ask already. */
	record NotAsked(ProviderUnavailableException why) implements Ending {
	}

	/** There was no connection in time. */
	record Late() implements Ending {
	}

	/** The request for a WebSocket was answered with another HTTP status. */
	record Refused(int status) implements Ending {
	}

	/** There is no connection, or none any more. */
	record Broken(Throwable cause) implements Ending {
	}

	/** The peer gave no sign of life. */
	record Mute() implements Ending {
	}

	/** The peer closed the connection. */
	record Closed(int code, String reason) implements Ending {
	}

}
