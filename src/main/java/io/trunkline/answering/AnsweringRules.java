package io.trunkline.answering;

import java.time.Duration;

/**
 * What an agent wants.
 *
 * @param decide how long it waits for a sound before it speaks
 * @param message whether it leaves one on a machine
 * @param screening whether it has something to say to a machine that asks who calls
 */
public record AnsweringRules(Duration decide, boolean message, boolean screening) {
}
