package io.trunkline.speech.cartesia;

import io.netty.buffer.ByteBuf;

/**
 * What the turns socket says. Transcripts are cumulative within their turn; absent ones
 * are empty.
 */
sealed interface TurnsEvent {

	/** Once, when audio is welcome. */
	record Connected() implements TurnsEvent {
	}

	record TurnStart() implements TurnsEvent {
	}

	record TurnUpdate(String transcript) implements TurnsEvent {
	}

	record TurnEagerEnd(String transcript) implements TurnsEvent {
	}

	record TurnResume() implements TurnsEvent {
	}

	record TurnEnd(String transcript) implements TurnsEvent {
	}

	record Failed(CartesiaErrors.Refusal refusal) implements TurnsEvent {
	}

	record Unrecognised(String type) implements TurnsEvent {
	}

	/**
	 * Reads one text frame.
	 * @throws tools.jackson.core.JacksonException if it is not a JSON object
	 */
	static TurnsEvent decode(ByteBuf json) {
		WireMessage message = WireMessage.read(json);
		return switch (message.type) {
			case "connected" -> new Connected();
			case "turn.start" -> new TurnStart();
			case "turn.update" -> new TurnUpdate(message.transcript);
			case "turn.eager_end" -> new TurnEagerEnd(message.transcript);
			case "turn.resume" -> new TurnResume();
			case "turn.end" -> new TurnEnd(message.transcript);
			case "error" -> new Failed(message.refusal());
			default -> new Unrecognised(message.type);
		};
	}

}
