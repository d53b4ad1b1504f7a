package io.trunkline.agent.tool;

import reactor.core.publisher.Mono;

/** What a tool does. */
@FunctionalInterface
public interface ToolAction {

	/**
	 * Does it once subscribed to. Nothing blocks the subscribing thread, nor the one on
	 * which the result comes.
	 * @return text for the model, empty if there is nothing to say; fails with a
	 * {@link ToolFailure} if the model may know why, with anything else if not.
	 * Cancelling ends whatever was begun
	 */
	Mono<String> run(Invocation invocation);

}
