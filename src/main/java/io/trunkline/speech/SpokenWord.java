package io.trunkline.speech;

import java.time.Duration;

/**
 * A word's place in the audio of its turn.
 *
 * @param text the word as written in the input, without surrounding blanks
 * @param start from the turn's first sample
 * @param end from the turn's first sample
 */
public record SpokenWord(String text, Duration start, Duration end) {
}
