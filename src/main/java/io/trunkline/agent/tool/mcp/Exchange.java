package io.trunkline.agent.tool.mcp;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One tool call on its way. The SDK lets go of nothing when its caller does; this travels
 * in the context of the subscription and tells the transport.
 */
final class Exchange {

	private final Sinks.Empty<Void> cancelled = Sinks.empty();

	private volatile boolean over;

	void cancel() {
		this.over = true;
		this.cancelled.tryEmitEmpty();
	}

	boolean isCancelled() {
		return this.over;
	}

	/** Completes when nobody waits for the answer any more. */
	Mono<Void> cancelled() {
		return this.cancelled.asMono();
	}

}
