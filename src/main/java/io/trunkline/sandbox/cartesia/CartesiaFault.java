package io.trunkline.sandbox.cartesia;

import java.time.Duration;

/** Something that goes wrong once. */
public sealed interface CartesiaFault {

	/** Strikes the next upgrade. */
	sealed interface AtUpgrade extends CartesiaFault {

	}

	/** Strikes instead of a message, when {@code after} others have been sent. */
	sealed interface AtMessage extends CartesiaFault {

		int after();

	}

	/** Refuses it with this HTTP status and an error body. */
	record RefuseUpgrade(int status) implements AtUpgrade {
	}

	/** Accepts it late. */
	record DelayUpgrade(Duration delay) implements AtUpgrade {
	}

	/** Closes the socket with this code. */
	record Close(int after, int code) implements AtMessage {
	}

	/** Breaks the connection off without a close frame. */
	record Cut(int after) implements AtMessage {
	}

	/** Leaves the socket open and never sends anything on it again. */
	record Stall(int after) implements AtMessage {
	}

	/**
	 * Sends an error event.
	 *
	 * @param withContext whether it names the context of the message it replaces; that
	 * context is over then
	 */
	record Fail(int after, int status, boolean withContext) implements AtMessage {
	}

}
