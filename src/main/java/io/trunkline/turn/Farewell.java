package io.trunkline.turn;

import org.jspecify.annotations.Nullable;

/** How the agent leaves a call, and why. */
public sealed interface Farewell {

	/** What the record of the call will say if the carrier does what it is asked. */
	Outcome outcome();

	/** The tool call that asked for it, if one did. */
	@Nullable String askId();

	/** Whether the caller can still change the agent's mind by speaking. */
	boolean revocable();

	/** Ends the call. */
	record HangUp(Outcome outcome, @Nullable String askId) implements Farewell {

		@Override
		public boolean revocable() {
			return switch (this.outcome) {
				case MAX_DURATION, OPERATOR_HANGUP, VOICEMAIL -> false;
				default -> true;
			};
		}

	}

	/** Connects the caller with a configured destination. */
	record Transfer(String alias, @Nullable String askId) implements Farewell {

		@Override
		public Outcome outcome() {
			return Outcome.TRANSFERRED;
		}

		@Override
		public boolean revocable() {
			return true;
		}

	}

	/**
	 * Has the carrier press keys, for which it takes the media stream away and opens
	 * another.
	 */
	record Digits(String digits, @Nullable String askId) implements Farewell {

		@Override
		public Outcome outcome() {
			return Outcome.CONTINUED;
		}

		@Override
		public boolean revocable() {
			return true;
		}

	}

	/** Gives the caller to whoever takes calls that the agent cannot serve. */
	record PassOn(Outcome outcome) implements Farewell {

		@Override
		public @Nullable String askId() {
			return null;
		}

		@Override
		public boolean revocable() {
			return false;
		}

	}

}
