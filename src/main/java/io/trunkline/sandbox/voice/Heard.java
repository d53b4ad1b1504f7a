package io.trunkline.sandbox.voice;

/**
 * A word that was played to its end.
 *
 * @param word as its speaker wrote it
 * @param endSample how many samples the listener had received when the word was complete
 */
public record Heard(String word, long endSample) {
}
