package io.trunkline.sandbox.voice;

/**
 * A spoken word and its place in its utterance.
 *
 * @param text as written in the input, punctuation included
 * @param startMillis from the utterance's first sample
 * @param endMillis from the utterance's first sample; the word counts as heard only when
 * played up to here
 */
public record Word(String text, int startMillis, int endMillis) {
}
