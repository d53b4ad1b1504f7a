package io.trunkline.speech;

/**
 * How an agent sounds.
 *
 * @param id the provider's name for the voice; empty takes the provider's configured one
 * @param language ISO 639-1, for example {@code en}
 */
public record Voice(String id, String language) {
}
