package io.trunkline.call;

import java.time.Duration;

/**
 * Where the time went between the caller's last word and the agent's first sound of one
 * turn. The parts add up to {@link #total()}.
 *
 * @param turn the agent's turn
 * @param endpointing from the last new word to the recogniser's verdict that the turn is
 * over
 * @param model from the request to its first text
 * @param clause from there until the first clause was whole
 * @param voice from there to the synthesiser's first sound
 * @param own all the rest: what this service itself took
 */
public record TurnLatency(int turn, Duration endpointing, Duration model, Duration clause, Duration voice,
		Duration own) {

	/** From the caller's last new word to the first sound handed to the carrier. */
	public Duration total() {
		return this.endpointing.plus(this.model).plus(this.clause).plus(this.voice).plus(this.own);
	}

}
