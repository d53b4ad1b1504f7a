package io.trunkline.sandbox.openai;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a model of one name says, and how. Called on event loops, so it does not block.
 */
@FunctionalInterface
public interface Part {

	Performance perform(Conversation conversation);

	/**
	 * How one request is answered.
	 *
	 * @param firstToken from the request to the head of the answer and its first word
	 * @param betweenTokens from one word to the next
	 * @param fault what goes wrong with it, if anything does
	 */
	record Performance(Answer answer, Duration firstToken, Duration betweenTokens, @Nullable ModelFault fault) {
	}

}
