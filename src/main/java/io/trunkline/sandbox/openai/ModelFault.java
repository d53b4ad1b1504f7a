package io.trunkline.sandbox.openai;

import java.time.Duration;

/**
 * Something that goes wrong with one request. Events are those of the answer's stream.
 */
public sealed interface ModelFault {

	/**
	 * Refuses it.
	 *
	 * @param code OpenAI's {@code error.code}, for example {@code rate_limit_exceeded}
	 */
	record Refuse(int status, String code) implements ModelFault {
	}

	/** Sends the head of the answer late. */
	record Delay(Duration delay) implements ModelFault {
	}

	/**
	 * Sends an error event after some others, and ends the stream without {@code [DONE]}.
	 */
	record Fail(int after) implements ModelFault {
	}

	/** Says nothing more after some events, and keeps the connection open. */
	record Stall(int after) implements ModelFault {
	}

	/**
	 * Ends the stream after some events as if it were complete, without {@code [DONE]}.
	 */
	record Truncate(int after) implements ModelFault {
	}

	/** Breaks the connection off after some events. */
	record Cut(int after) implements ModelFault {
	}

	/** Keeps the connection open after {@code [DONE]}. */
	record Linger() implements ModelFault {
	}

}
