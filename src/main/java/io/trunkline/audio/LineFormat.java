package io.trunkline.audio;

/**
 * The sound that a carrier takes from us. What it brings is always telephone format.
 *
 * @param carrier the name of the carrier's room
 * @param outbound the format of what the caller is to hear
 */
public record LineFormat(String carrier, AudioFormat outbound) {
}
