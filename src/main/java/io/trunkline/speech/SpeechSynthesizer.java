package io.trunkline.speech;

import java.util.List;

/** Gives each call a voice. */
public interface SpeechSynthesizer {

	/**
	 * Starts to connect at once, so that the first sentence finds an open connection.
	 * @param voice how to speak
	 * @return the voice of one call, to be closed with it
	 */
	Speaker open(Voice voice);

	/**
	 * What is not set, though nobody can speak in this voice without it: an agent that
	 * needs it is refused, at start as well as later.
	 * @param voice as in {@link Voice#id()}
	 * @return settings, each with its variable, such as
	 * {@code trunkline.acme.api-key (ACME_API_KEY)}
	 */
	default List<String> missing(String voice) {
		return List.of();
	}

}
