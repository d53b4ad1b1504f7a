package io.trunkline.speech;

/**
 * What a recogniser noticed. Of one turn comes {@code TurnStarted} first and
 * {@code TurnEnded} last; transcripts are cumulative within their turn, so that each
 * replaces the one before.
 */
public sealed interface Hearing {

	/** The provider is ready; audio buffered so far is on its way. */
	record Connected() implements Hearing {
	}

	/** The caller began to speak. */
	record TurnStarted() implements Hearing {
	}

	/** The words so far: an interim transcript. */
	record TurnUpdated(String transcript) implements Hearing {
	}

	/** The caller may have finished; {@code TurnEnded} or {@code TurnResumed} follows. */
	record TurnEagerlyEnded(String transcript) implements Hearing {
	}

	/** The caller went on after all. */
	record TurnResumed() implements Hearing {
	}

	/** The caller finished: the final transcript, empty when it was a noise. */
	record TurnEnded(String transcript) implements Hearing {
	}

}
