package io.trunkline.speech;

import io.trunkline.audio.AudioFormat;

/**
 * How an agent sounds.
 *
 * @param id the provider's name for the voice; empty takes the provider's configured one
 * @param language ISO 639-1, for example {@code en}
 * @param format in which its sound is wanted
 */
public record Voice(String id, String language, AudioFormat format) {

	/** A voice in telephone format. */
	public Voice(String id, String language) {
		this(id, language, AudioFormat.TELEPHONE);
	}

}
