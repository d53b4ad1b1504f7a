/**
 * Cartesia's speech-to-text and text-to-speech sockets behind the ports of
 * {@code speech}.
 */
@NullMarked
package io.trunkline.speech.cartesia;

import org.jspecify.annotations.NullMarked;
