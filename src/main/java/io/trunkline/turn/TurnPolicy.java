package io.trunkline.turn;

import java.time.Duration;

/**
 * The numbers by which turns are taken.
 *
 * @param silence how long a caller may say nothing before being asked
 * @param reprompts how often a silent caller is asked before the goodbye
 * @param replyDeadline the longest wait for the first sound of a reply
 * @param failures replies that may fail in a row before the agent gives up
 * @param toolRounds how often one turn may ask the model
 * @param leaveDeadline the longest wait for the carrier to end the call
 * @param maxDuration the longest call
 */
public record TurnPolicy(Duration silence, int reprompts, Duration replyDeadline, int failures, int toolRounds,
		Duration leaveDeadline, Duration maxDuration) {
}
