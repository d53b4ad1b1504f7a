package io.trunkline.answering;

/** A fact that may tell who answered. */
public sealed interface AnsweringEvent {

	/** The other side can be heard. */
	record Opened() implements AnsweringEvent {
	}

	/** The carrier's opinion, which may come at any time or never, and may be wrong. */
	record Verdict(Answerer answerer) implements AnsweringEvent {
	}

	/** They began to speak. */
	record SpeechStarted() implements AnsweringEvent {
	}

	/** What they have said of this utterance so far. */
	record SpeechUpdated(String words) implements AnsweringEvent {
	}

	/** They stopped; blank when it was a noise. */
	record SpeechEnded(String words) implements AnsweringEvent {
	}

	/** A machine's beep was heard. */
	record Beep() implements AnsweringEvent {
	}

	/** They pressed a key. */
	record KeyPressed() implements AnsweringEvent {
	}

	/** Time is up. */
	record Expired(Deadline deadline) implements AnsweringEvent {
	}

}
