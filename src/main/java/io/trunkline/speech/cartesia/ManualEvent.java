package io.trunkline.speech.cartesia;

import io.netty.buffer.ByteBuf;

/** What the manual socket says. */
sealed interface ManualEvent {

	/**
	 * Some words: those since the last final transcript, verbatim, possibly split inside
	 * a word.
	 */
	record Transcript(String text, boolean isFinal) implements ManualEvent {
	}

	/** Answers {@code finalize}, after the transcripts that it called forth. */
	record FlushDone() implements ManualEvent {
	}

	/** Answers {@code close}; the connection ends after it. */
	record Done() implements ManualEvent {
	}

	record Failed(CartesiaErrors.Refusal refusal) implements ManualEvent {
	}

	record Unrecognised(String type) implements ManualEvent {
	}

	/**
	 * Reads one text frame. Word times are passed over, in either of their two shapes.
	 * @throws tools.jackson.core.JacksonException if it is not a JSON object
	 */
	static ManualEvent decode(ByteBuf json) {
		WireMessage message = WireMessage.read(json);
		return switch (message.type) {
			case "transcript" -> new Transcript(message.transcript, message.isFinal);
			case "flush_done" -> new FlushDone();
			case "done" -> new Done();
			case "error" -> new Failed(message.refusal());
			default -> new Unrecognised(message.type);
		};
	}

}
