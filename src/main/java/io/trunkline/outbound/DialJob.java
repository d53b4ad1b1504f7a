package io.trunkline.outbound;

import reactor.core.publisher.Mono;

/** An order, as the queue sees it. */
interface DialJob {

	/**
	 * Makes one attempt; never empty. Called again only after a reply that allows it.
	 */
	Mono<Reply> dial();

	/** Its turn will not come; nobody was dialled. Called once at most. */
	void givenUp(End end);

	/** What came of one attempt. */
	enum Reply {

		/** It is decided; the order does not come back. */
		OVER,
		/** The carrier certainly did not take it and may soon. */
		NOT_TAKEN,
		/** The carrier takes no more calls before one has ended. */
		BUSY

	}

	/** Why an order is given up. */
	enum End {

		/** There was no place. */
		FULL,
		/** Its turn did not come in time. */
		WAITED_TOO_LONG,
		/** No call ended in time. */
		BUSY,
		/** Nobody goes any more. */
		STOPPING

	}

}
