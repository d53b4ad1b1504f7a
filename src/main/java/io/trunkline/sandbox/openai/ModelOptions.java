package io.trunkline.sandbox.openai;

import java.time.Duration;

/**
 * How the stand-in behaves.
 *
 * @param apiKey the only key that is let in; empty lets in any
 * @param model the only model there is; empty knows any
 * @param firstToken from the request to the head of the answer and its first word
 * @param betweenTokens from one word to the next
 */
public record ModelOptions(String apiKey, String model, Duration firstToken, Duration betweenTokens) {

	/** About as quick as a small model. */
	public static ModelOptions defaults() {
		return new ModelOptions("", "", Duration.ofMillis(150), Duration.ofMillis(25));
	}

	/** Answers at once. */
	public static ModelOptions instant() {
		return new ModelOptions("", "", Duration.ZERO, Duration.ZERO);
	}

}
