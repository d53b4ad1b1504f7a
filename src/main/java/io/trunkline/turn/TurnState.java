package io.trunkline.turn;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * All that turn taking remembers of a conversation.
 *
 * @param phase where it stands
 * @param turn number of the agent's turn, from 1; whatever was begun for a lower one is
 * late
 * @param rounds how often this turn has asked the model
 * @param asks tool calls of the current round, in their order
 * @param phrase the stock phrase that this turn says, if it says one
 * @param farewell what follows once the current words have been heard
 * @param reprompts how often the silent caller has been asked
 * @param failures replies that failed in a row
 */
public record TurnState(Phase phase, int turn, int rounds, List<ToolAsk> asks, @Nullable Phrase phrase,
		@Nullable Farewell farewell, int reprompts, int failures) {

	/** Before anything has happened. */
	public static final TurnState INITIAL = new TurnState(Phase.WAITING, 0, 0, List.of(), null, null, 0, 0);

	public TurnState {
		asks = List.copyOf(asks);
	}

	/** The agent has the floor: its words are audible, on their way, or owed. */
	boolean agentHasFloor() {
		return switch (this.phase) {
			case GREETING, THINKING, SPEAKING, ENDING -> true;
			case WAITING, LISTENING, LEAVING, OVER -> false;
		};
	}

	/** False while the agent says last words that nobody can call back. */
	boolean mayBeInterrupted() {
		return this.phase != Phase.ENDING || this.farewell == null || this.farewell.revocable();
	}

	TurnState in(Phase next) {
		return new TurnState(next, this.turn, this.rounds, this.asks, this.phrase, this.farewell, this.reprompts,
				this.failures);
	}

	/** A fresh agent turn: nothing asked, nothing promised. */
	TurnState nextTurn(Phase next, @Nullable Phrase saying) {
		return new TurnState(next, this.turn + 1, 1, List.of(), saying, null, this.reprompts, this.failures);
	}

	/** The turn goes on with another answer of the model. */
	TurnState nextRound() {
		return new TurnState(Phase.THINKING, this.turn, this.rounds + 1, List.of(), null, null, this.reprompts,
				this.failures);
	}

	TurnState withAsk(ToolAsk ask) {
		List<ToolAsk> more = new ArrayList<>(this.asks);
		more.add(ask);
		return new TurnState(this.phase, this.turn, this.rounds, more, this.phrase, this.farewell, this.reprompts,
				this.failures);
	}

	TurnState leavingBy(Farewell next) {
		return new TurnState(this.phase, this.turn, this.rounds, this.asks, this.phrase, next, this.reprompts,
				this.failures);
	}

	TurnState saying(Phrase next) {
		return new TurnState(this.phase, this.turn, this.rounds, this.asks, next, this.farewell, this.reprompts,
				this.failures);
	}

	TurnState withReprompts(int count) {
		return new TurnState(this.phase, this.turn, this.rounds, this.asks, this.phrase, this.farewell, count,
				this.failures);
	}

	TurnState withFailures(int count) {
		return new TurnState(this.phase, this.turn, this.rounds, this.asks, this.phrase, this.farewell, this.reprompts,
				count);
	}

}
