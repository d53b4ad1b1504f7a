package io.trunkline.sandbox.openai;

/** Finds an answer. Called on event loops, so it does not block. */
@FunctionalInterface
public interface Brain {

	Answer answer(Conversation conversation);

}
