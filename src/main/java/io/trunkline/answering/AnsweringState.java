package io.trunkline.answering;

/**
 * What is known of whoever answered.
 *
 * @param stage how far that is clear
 * @param speaking whether they are speaking
 * @param verdict the carrier's latest
 * @param certain whether their words left no doubt that they are a machine
 * @param introductions how often a machine was told who calls
 * @param patient whether the wait for a sound has been doubled
 * @param beeped whether the message began with the beep, or anew with it
 */
public record AnsweringState(Stage stage, boolean speaking, Answerer verdict, boolean certain, int introductions,
		boolean patient, boolean beeped) {

	/** Before anything has happened. */
	public static final AnsweringState INITIAL = new AnsweringState(Stage.CLOSED, false, Answerer.UNKNOWN, false, 0,
			false, false);

	/** Stages on the way to clearness; there is a way back from some. */
	public enum Stage {

		/** The other side cannot be heard yet. */
		CLOSED,
		/** It may be anybody. */
		UNDECIDED,
		/** A machine, and the message has to wait. */
		MACHINE,
		/** The message is being left. */
		MESSAGE,
		/** The agent talks to what it takes for a person. */
		TALKING,
		/** A person has answered the agent, or nobody is there any more. */
		DONE

	}

	AnsweringState in(Stage next) {
		return new AnsweringState(next, this.speaking, this.verdict, this.certain, this.introductions, this.patient,
				this.beeped);
	}

	AnsweringState speaking(boolean now) {
		return new AnsweringState(this.stage, now, this.verdict, this.certain, this.introductions, this.patient,
				this.beeped);
	}

	AnsweringState told(Answerer newVerdict) {
		return new AnsweringState(this.stage, this.speaking, newVerdict, this.certain, this.introductions, this.patient,
				this.beeped);
	}

	AnsweringState certain(boolean more) {
		return new AnsweringState(this.stage, this.speaking, this.verdict, this.certain || more, this.introductions,
				this.patient, this.beeped);
	}

	AnsweringState introduced() {
		return new AnsweringState(this.stage, this.speaking, this.verdict, this.certain, this.introductions + 1,
				this.patient, this.beeped);
	}

	AnsweringState beingPatient() {
		return new AnsweringState(this.stage, this.speaking, this.verdict, this.certain, this.introductions, true,
				this.beeped);
	}

	AnsweringState beeped(boolean beep) {
		return new AnsweringState(this.stage, this.speaking, this.verdict, this.certain, this.introductions,
				this.patient, beep);
	}

}
