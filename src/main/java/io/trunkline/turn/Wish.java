package io.trunkline.turn;

/** What somebody wants the agent to do as soon as nobody else speaks. */
sealed interface Wish {

	/** To say this. */
	record Words(String sentence) implements Wish {
	}

	/** To connect the caller with a configured destination. */
	record Transfer(String alias) implements Wish {
	}

}
