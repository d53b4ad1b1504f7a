package io.trunkline.language;

import reactor.core.publisher.Flux;

/** A model that continues a conversation. */
public interface LanguageModel {

	/**
	 * Asks on subscription.
	 * @param prompt the conversation so far
	 * @return a cold flux for one subscriber: text as it is written, tool calls once
	 * whole, {@link Reply.Finished} last. It fails with a {@link LanguageException}; a
	 * request is retried only before its first content. Cancelling it closes the exchange
	 * at once, also before the first byte of the answer.
	 */
	Flux<Reply> reply(Prompt prompt);

}
