package io.trunkline.sandbox.cartesia;

/** What the turns socket tells; texts are cumulative within their turn. */
sealed interface TurnEvent {

	record Start() implements TurnEvent {
	}

	record Update(String transcript) implements TurnEvent {
	}

	record EagerEnd(String transcript) implements TurnEvent {
	}

	record Resume() implements TurnEvent {
	}

	record End(String transcript) implements TurnEvent {
	}

}
