package io.trunkline.sandbox.cartesia;

import io.netty.buffer.ByteBuf;

/** One open socket; every call comes on its event loop. */
sealed interface Session permits TurnsSession, ManualSession, SpeechSession {

	/** The socket is open. */
	default void opened() {
	}

	void text(String message);

	/** The buffer is only lent. */
	void binary(ByteBuf bytes);

	/** The socket is gone. */
	default void closed() {
	}

}
