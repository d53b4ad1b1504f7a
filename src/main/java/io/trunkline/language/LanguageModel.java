package io.trunkline.language;

import java.util.List;

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

	/**
	 * What is not set, though nobody can be asked without it: an agent that needs it is
	 * refused, at start as well as later.
	 * @return settings, each with its variable, such as
	 * {@code trunkline.acme.api-key (ACME_API_KEY)}
	 */
	default List<String> missing() {
		return List.of();
	}

}
