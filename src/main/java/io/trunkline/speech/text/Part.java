package io.trunkline.speech.text;

/**
 * A stretch of a text and how it is said.
 *
 * @param text as written; the parts of a text joined verbatim are that text
 * @param spoken as said: the same where nothing needs changing, empty where nothing is
 * said
 */
public record Part(String text, String spoken) {

	/** Whether it is said as it is written. */
	public boolean verbatim() {
		return this.text.equals(this.spoken);
	}

}
