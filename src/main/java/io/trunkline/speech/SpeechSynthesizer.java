package io.trunkline.speech;

/** Gives each call a voice. */
public interface SpeechSynthesizer {

	/**
	 * Starts to connect at once, so that the first sentence finds an open connection.
	 * @param voice how to speak
	 * @return the voice of one call, to be closed with it
	 */
	Speaker open(Voice voice);

}
