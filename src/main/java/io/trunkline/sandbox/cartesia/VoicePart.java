package io.trunkline.sandbox.cartesia;

import java.util.function.Predicate;

/**
 * How one voice speaks.
 *
 * @param fails asked for each piece of text before it is spoken; the piece on which it
 * says yes ends its context with an error
 */
public record VoicePart(CartesiaOptions.Speaking speaking, Predicate<String> fails) {

	static VoicePart flawless(CartesiaOptions.Speaking speaking) {
		return new VoicePart(speaking, (text) -> false);
	}

}
